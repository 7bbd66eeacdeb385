package org.gatewaybridge.packaging.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Decides by its content whether a file is a secret, if its name does not. */
final class SecretContent {
  // A bundle of all public authorities has some 250 kB.
  private static final int ENOUGH = 4 << 20;
  // RFC 7468, RFC 4880 6.2, and OpenSSH's own.
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----|PuTTY-User-Key-File-");
  private static final Pattern PUBLIC =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PUBLIC KEY( BLOCK)?|(X509 |TRUSTED )?CERTIFICATE|NEW CERTIFICATE"
              + " REQUEST|CERTIFICATE REQUEST|X509 CRL|PKCS7|DH PARAMETERS|EC PARAMETERS|PGP"
              + " SIGNATURE)-----|(?m)^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp\\d+|sk-[a-z0-9@.-]+)"
              + " [A-Za-z0-9+/]{20}");
  // Of a service account, an OAuth client or user, and RFC 7517's private parameter.
  private static final Pattern PRIVATE_JSON =
      Pattern.compile(
          "\"(client_secret|refresh_token|aws_secret_access_key)\"\\s*:\\s*\"[^\"\\s]{8,}\""
              + "|\"kty\"(?s:.*)\"d\"\\s*:\\s*\"|\"d\"\\s*:\\s*\"(?s:.*)\"kty\"");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "DSA", "Ed25519", "X25519");

  private SecretContent() {}

  /** Returns whether the file certainly contains only public keys and certificates. */
  static boolean isPublic(Path file) throws IOException {
    byte[] bytes = read(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (PRIVATE_KEY.matcher(text).find()) {
      return false;
    }
    return PUBLIC.matcher(text).find()
        || isPublicDer(bytes)
        || isPublicPgp(bytes)
        || isTrustStore(bytes, file);
  }

  /** Returns whether the file certainly contains a private key or a token. */
  static boolean isPrivate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isPrivate(in);
    }
  }

  /** Returns whether a stream certainly contains a private key or a token. */
  static boolean isPrivate(InputStream in) throws IOException {
    String text = new String(in.readNBytes(ENOUGH), StandardCharsets.ISO_8859_1);
    return PRIVATE_KEY.matcher(text).find() || PRIVATE_JSON.matcher(text).find();
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ENOUGH);
    }
  }

  private static boolean isPublicDer(byte[] bytes) {
    try {
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
      return true;
    } catch (GeneralSecurityException e) {
      return ALGORITHMS.stream().anyMatch(algorithm -> isPublicKey(bytes, algorithm));
    }
  }

  private static boolean isPublicKey(byte[] bytes, String algorithm) {
    try {
      KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // RFC 4880 4.2: the tag of the first packet; 6 is a public key.
  private static boolean isPublicPgp(byte[] bytes) {
    if (bytes.length == 0 || (bytes[0] & 0x80) == 0) {
      return false;
    }
    int tag = (bytes[0] & 0x40) == 0 ? (bytes[0] >> 2) & 0x0F : bytes[0] & 0x3F;
    return tag == 6;
  }

  // Whether an entry is a key can be seen without the password; only JCEKS (CECECECE) is not asked,
  // whose keys are serialized objects.
  private static boolean isTrustStore(byte[] bytes, Path file) {
    if (bytes.length < 4 || bytes[0] == (byte) 0xCE) {
      return false;
    }
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return false;
        }
      }
      return true;
    } catch (GeneralSecurityException | IOException e) {
      return false;
    }
  }
}
