package org.gatewaybridge.containers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A user in the realm of a container, which is named {@link #REALM} if the name can be chosen. The
 * name, the password and the role are letters and digits.
 */
public record User(String name, String password, String role) {
  /** The realm for the login-config of a web.xml. */
  public static final String REALM = "file";

  private static final int GLASSFISH_ROUNDS = 100;

  /** Returns the digest for WildFly's properties. RFC 7616 3.4.2. */
  String wildflyDigest() {
    String text = name + ":ApplicationRealm:" + password;
    return HexFormat.of().formatHex(digest("MD5", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the line for a key file of GlassFish: the hash, then the salt. */
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
