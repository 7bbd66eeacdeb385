package org.gatewaybridge.packaging.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides by its content whether a file is a secret, if its name does not. */
final class SecretContent {
  // A bundle of all public authorities has some 250 kB.
  private static final int ENOUGH = 4 << 20;
  private static final Pattern PUBLIC =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PUBLIC KEY( BLOCK)?|(X509 |TRUSTED )?CERTIFICATE|NEW CERTIFICATE"
              + " REQUEST|CERTIFICATE REQUEST|X509 CRL|PKCS7|DH PARAMETERS|EC PARAMETERS|PGP"
              + " SIGNATURE)-----|(?m)^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp\\d+|sk-[a-z0-9@.-]+)"
              + " [A-Za-z0-9+/]{20}");

  private static final int PUBLIC_KEY = 6;
  // RFC 9580, 5: signature, public key, trust, user's name, public subkey, user's picture.
  private static final Set<Integer> PUBLIC_PACKETS = Set.of(2, PUBLIC_KEY, 12, 13, 14, 17);

  private SecretContent() {}

  /** Returns whether the file certainly contains only public keys and certificates. */
  static boolean isPublic(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(ENOUGH + 1);
    }
    if (bytes.length > ENOUGH || isPrivate(new ByteArrayInputStream(bytes))) {
      return false;
    }
    String text = text(bytes);
    // A private key in DER may follow, but only where bytes are that no text has.
    boolean isText = text.chars().noneMatch(c -> c < '\t');
    return (isText && PUBLIC.matcher(text).find())
        || BinaryKeys.arePublic(bytes)
        || isPublicPgp(bytes);
  }

  /** Returns whether the file certainly contains a private key or a token. */
  static boolean isPrivate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isPrivate(in);
    }
  }

  /** Returns whether a stream certainly contains a private key or a token. */
  static boolean isPrivate(InputStream in) throws IOException {
    byte[] next = in.readNBytes(ENOUGH);
    if (BinaryKeys.isAnyPrivate(next)) {
      return true;
    }
    SecretText text = new SecretText();
    for (String before = ""; next.length > 0; next = in.readNBytes(ENOUGH)) {
      String window = before + text(next);
      if (text.isPrivate(window)) {
        return true;
      }
      before = window.substring(Math.max(0, window.length() - SecretText.LONGEST));
    }
    return false;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static boolean isPublicPgp(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean open = bytes.length > 0 && packet(bytes[0]) == PUBLIC_KEY;
    while (open && in.hasRemaining()) {
      byte head = in.get();
      open = PUBLIC_PACKETS.contains(packet(head)) && skip(in, head);
    }
    return open;
  }

  // RFC 9580, 4.2: -1 for what is no packet.
  private static int packet(byte head) {
    int old = (head & 0x3F) >> 2;
    return head >= 0 ? -1 : (head & 0x40) == 0 ? old : head & 0x3F;
  }

  /** Skips a packet, which may be cut off; false if its length is not told. */
  private static boolean skip(ByteBuffer in, byte head) {
    if (in.remaining() < 5) {
      in.position(in.limit());
      return true;
    }
    long length;
    if ((head & 0x40) == 0) {
      switch (head & 3) {
        case 0 -> length = in.get() & 0xFF;
        case 1 -> length = in.getShort() & 0xFFFF;
        case 2 -> length = in.getInt() & 0xFFFFFFFFL;
        default -> length = -1;
      }
    } else {
      int first = in.get() & 0xFF;
      length =
          first < 192
              ? first
              : first < 224
                  ? ((first - 192) << 8) + (in.get() & 0xFF) + 192
                  : first == 255 ? in.getInt() & 0xFFFFFFFFL : -1;
    }
    in.position((int) Math.min(in.limit(), in.position() + Math.max(0, length)));
    return length >= 0;
  }
}
