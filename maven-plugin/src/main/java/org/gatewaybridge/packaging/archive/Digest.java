package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
public final class Digest {
  private Digest() {}

  public static String of(AtomicFile.Content content) throws IOException {
    return of(OutputStream.nullOutputStream(), content);
  }

  /** Returns the digest and writes the content; leaves the stream open. */
  public static String of(OutputStream out, AtomicFile.Content content) throws IOException {
    try {
      DigestOutputStream digest = new DigestOutputStream(out, MessageDigest.getInstance("SHA-256"));
      content.writeTo(digest);
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
