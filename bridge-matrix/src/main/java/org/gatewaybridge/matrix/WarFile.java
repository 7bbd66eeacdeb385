package org.gatewaybridge.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one WAR that every container was given.
 *
 * @param name its file name
 * @param sha256 its digest in 64 small hexadecimal digits
 */
public record WarFile(String name, String sha256) {

  public WarFile {
    Checks.line("A WAR's name", name);
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw Checks.refused("A WAR's SHA-256", sha256, "64 digits of 0-9 and a-f");
    }
  }

  /** Reads the digest of a file. */
  public static WarFile of(Path war) throws IOException {
    MessageDigest sha256 = newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(war), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new WarFile(war.getFileName().toString(), HexFormat.of().formatHex(sha256.digest()));
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-256", e);
    }
  }
}
