package org.gatewaybridge.packaging.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys, certificates and key stores in DER, one or several in a file, and Java's own key stores.
 */
final class BinaryKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "DSA", "Ed25519", "X25519");
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 2;
  private static final byte OCTETS = 4;
  private static final byte JKS = (byte) 0xFE;

  // RFC 7292, D: keyBag, which the JDK passes over, pkcs8ShroudedKeyBag and secretBag.
  private static final List<String> KEY_BAGS =
      Stream.of("\1", "\2", "\5").map(bag -> "\6\13*\u0086H\u0086\u00f7\r\1\f\n\1" + bag).toList();

  private BinaryKeys() {}

  /** Returns whether they certainly are public keys, certificates and trust stores only. */
  static boolean arePublic(byte[] bytes) {
    return !isAnyPrivate(bytes) && parts(bytes).stream().allMatch(BinaryKeys::isPublic);
  }

  private static boolean isPublic(byte[] part) {
    boolean isWhole = end(part, 0) == part.length;
    return (isWhole && (isCertificate(part) || isPublicKey(part)))
        || storeHasKeys(part).equals(Optional.of(false));
  }

  /** Returns whether one certainly is a private key, or a store with one. */
  static boolean isAnyPrivate(byte[] bytes) {
    return parts(bytes).stream()
        .anyMatch(part -> isPrivateKey(part) || storeHasKeys(part).equals(Optional.of(true)));
  }

  /** Returns the elements, if it is DER; the last is the rest, whatever it is. */
  private static List<byte[]> parts(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int end = end(bytes, 0); end > start && end < bytes.length; end = end(bytes, start)) {
      parts.add(Arrays.copyOfRange(bytes, start, end));
      start = end;
    }
    parts.add(Arrays.copyOfRange(bytes, start, bytes.length));
    return parts;
  }

  // X.690, 8.1.3; -1 for what is no element, or one whose length is not told.
  private static int end(byte[] bytes, int start) {
    int content = content(bytes, start);
    if (content < 0 || bytes[start] != SEQUENCE) {
      return -1;
    }
    long length = bytes[start + 1];
    if (length < 0) {
      length = 0;
      for (int i = start + 2; i < content; i++) {
        length = (length << 8) | (bytes[i] & 0xFF);
      }
    }
    return content + length > bytes.length ? -1 : (int) (content + length);
  }

  /** Returns where the content of an element begins. */
  private static int content(byte[] bytes, int start) {
    if (bytes.length < start + 2) {
      return -1;
    }
    int more = bytes[start + 1] < 0 ? bytes[start + 1] & 0x7F : 0;
    boolean known = more <= 4 && bytes[start + 1] != (byte) 0x80;
    return known && start + 2 + more <= bytes.length ? start + 2 + more : -1;
  }

  // PKCS #8 and #1 and SEC 1 begin with a version below 3; a PKCS #8 that is encrypted has a
  // sequence and octets.
  private static boolean isPrivateKey(byte[] part) {
    if (end(part, 0) < 0) {
      return false;
    }
    int first = content(part, 0);
    if (first + 3 > part.length) {
      return false;
    }
    int second = end(part, first);
    return part[first] == INTEGER
        ? part[first + 1] == 1 && part[first + 2] >= 0 && part[first + 2] < 3
        : second > 0 && second < part.length && part[second] == OCTETS;
  }

  private static boolean isCertificate(byte[] part) {
    try {
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(part));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isPublicKey(byte[] part) {
    return ALGORITHMS.stream().anyMatch(algorithm -> isPublicKey(part, algorithm));
  }

  private static boolean isPublicKey(byte[] part, String algorithm) {
    try {
      KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(part));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * Returns empty for what is no store, and for JCEKS, whose keys are serialized objects. Whether
   * an entry is a key can be seen without the password.
   */
  private static Optional<Boolean> storeHasKeys(byte[] part) {
    if (part.length < 4 || (part[0] != SEQUENCE && part[0] != JKS)) {
      return Optional.empty();
    }
    try {
      KeyStore store = KeyStore.getInstance(part[0] == JKS ? "JKS" : "PKCS12");
      store.load(new ByteArrayInputStream(part), null);
      String text = part[0] == JKS ? "" : new String(part, ISO_8859_1);
      boolean keys = KEY_BAGS.stream().anyMatch(text::contains);
      for (String alias : Collections.list(store.aliases())) {
        keys |= store.isKeyEntry(alias);
      }
      return Optional.of(keys);
    } catch (GeneralSecurityException | IOException e) {
      return Optional.empty();
    }
  }
}
