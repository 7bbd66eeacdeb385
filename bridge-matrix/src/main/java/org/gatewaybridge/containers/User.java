package org.gatewaybridge.containers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Somebody whom a container knows: in its own realm, which is named {@link #REALM} where it can be
 * chosen. The name, the password and the role are letters and digits.
 */
public record User(String name, String password, String role) {
  /** What a login-config must name as its realm. */
  public static final String REALM = "file";

  private static final int GLASSFISH_ROUNDS = 100;

  /** As WildFly's properties keep it. RFC 7616 3.4.2. */
  String wildflyDigest() {
    String text = name + ":ApplicationRealm:" + password;
    return HexFormat.of().formatHex(digest("MD5", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** As a key file of GlassFish keeps it: the hash, then the salt. */
  String glassfishKey() {
    byte[] salt = "saltsalt".getBytes(StandardCharsets.UTF_8);
    byte[] hash = (password + "saltsalt").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < GLASSFISH_ROUNDS; i++) {
      hash = digest("SHA-256", hash);
    }
    byte[] both = new byte[hash.length + salt.length];
    System.arraycopy(hash, 0, both, 0, hash.length);
    System.arraycopy(salt, 0, both, hash.length, salt.length);
    return name + ";{SSHA256}" + Base64.getEncoder().encodeToString(both) + ";" + role + "\n";
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
