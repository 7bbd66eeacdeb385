package org.gatewaybridge.servers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks a WAR that may be malicious: nothing is written outside the folder, and no more than the
 * limits allow. A symbolic link becomes a file with the link's text.
 *
 * @param maxEntries the number of files and folders
 * @param maxBytes the size of all files together
 * @param maxRatio their ratio to the size of the WAR, if they are more than {@code freeBytes}
 * @param freeBytes the size that is allowed in any case
 */
record Unzip(int maxEntries, long maxBytes, int maxRatio, long freeBytes) {
  static final Unzip BOUNDED = new Unzip(100_000, 10L << 30, 200, 100L << 20);

  /**
   * Unpacks a WAR.
   *
   * @param into an empty folder
   * @throws IOException if it is damaged or exceeds a limit; the message names the WAR
   */
  void unzip(Path war, Path into) throws IOException {
    long left = Math.min(maxBytes, Math.max(freeBytes, Files.size(war) * maxRatio));
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(war))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > maxEntries) {
          throw new IOException("WAR " + war + " has more than " + maxEntries + " entries");
        }
        left = write(zip, entry, place(entry, war, into), left);
        if (left < 0) {
          throw new IOException(
              "WAR "
                  + war
                  + " is a bomb: its "
                  + Files.size(war)
                  + " bytes would become more than fits their number");
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new IOException("WAR " + war + " is damaged: " + e.getMessage(), e);
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw new IOException(
          "WAR " + war + " has two entries for one place, " + e.getMessage() + "; build it anew",
          e);
    }
    if (entries == 0) {
      throw new IOException("WAR " + war + " is not a zip file or is empty; build it anew");
    }
  }

  private static Path place(ZipEntry entry, Path war, Path into) throws IOException {
    String name = entry.getName();
    // Including names that leave the folder only on Windows.
    boolean leaves =
        name.matches("(?s)[/\\\\].*|[A-Za-z]:.*")
            || List.of(name.split("[/\\\\]")).contains("..")
            || name.indexOf('\0') >= 0;
    Path place = leaves ? into : into.resolve(name).normalize();
    if (leaves || !place.startsWith(into)) {
      throw new IOException(
          "WAR " + war + " has an entry outside itself: \"" + name + "\"; build it anew");
    }
    return place;
  }

  /** Writes a file or makes a folder; returns how many bytes may still be written. */
  private static long write(InputStream bytes, ZipEntry entry, Path file, long allowed)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return allowed;
    }
    Files.createDirectories(file.getParent());
    long left = allowed;
    byte[] chunk = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int n = bytes.read(chunk); n >= 0 && left >= 0; n = bytes.read(chunk)) {
        left -= n;
        out.write(chunk, 0, left < 0 ? 0 : n);
      }
    }
    return left;
  }
}
