package org.gatewaybridge.middleware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags of files (RFC 9110 8.8.3): a digest of their content, made once for each version.
 */
final class EntityTags {
  /** The size of the largest file, in bytes, that is read for its entity tag. */
  static final long LARGE = 64L << 20;

  private static final int MOST = 10_000;
  private static final int BLOCK = 1 << 16;

  private final Map<Version, String> known = new ConcurrentHashMap<>();

  private record Version(Path file, FileTime modified, long size) {
    static Version of(Path file) throws IOException {
      return of(file, Files.readAttributes(file, BasicFileAttributes.class));
    }

    static Version of(Path file, BasicFileAttributes now) {
      return new Version(file, now.lastModifiedTime(), now.size());
    }
  }

  /**
   * Returns the tag of a file; of a large one it is the time and the size.
   *
   * @param timeIsTold whether the file's time says when it was changed
   * @return null for a large file whose time says nothing, and for one that has just been replaced
   */
  @Nullable String of(Path file, BasicFileAttributes now, boolean timeIsTold) throws IOException {
    if (now.size() > LARGE) {
      return timeIsTold
          ? quoted(
              Long.toHexString(now.lastModifiedTime().toMillis())
                  + '-'
                  + Long.toHexString(now.size()))
          : null;
    }
    Version version = Version.of(file, now);
    String tag = known.get(version);
    if (tag == null) {
      tag = quoted(digest(file));
      if (!version.equals(Version.of(file))) {
        return null; // the digest may be of another version
      }
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(version, tag);
    }
    return tag;
  }

  private static String quoted(String tag) {
    return '"' + tag + '"';
  }

  /** Returns the first half of the file's SHA-256. */
  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
