package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What was read of a WAR, each entry to its end and its checksum.
 *
 * @param entries files and folders
 * @param bytes of all files
 */
record WholeWar(int entries, long bytes) {

  /** Reads it by its directory, as containers do; fails if it is not whole. */
  static WholeWar of(Path war) throws IOException {
    int entries = 0;
    long bytes = 0;
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        // Java itself compares no checksum here.
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
          bytes += in.transferTo(OutputStream.nullOutputStream());
        }
        if (checksum.getValue() != entry.getCrc()) {
          throw new ZipException(entry + " has another checksum");
        }
        entries++;
      }
    }
    return new WholeWar(entries, bytes);
  }

  /** Reads it from its beginning, as it is unpacked from a stream. */
  static WholeWar streamed(Path war) throws IOException {
    int entries = 0;
    long bytes = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(war))) {
      while (zip.getNextEntry() != null) {
        bytes += zip.transferTo(OutputStream.nullOutputStream());
        entries++;
      }
    }
    return new WholeWar(entries, bytes);
  }

  /** Returns whether there is one, and it is whole. */
  static boolean isAt(Path war) throws IOException {
    try {
      return Files.exists(war) && of(war).entries > 0;
    } catch (ZipException broken) {
      return false;
    }
  }

  /** Reads one entry of a whole WAR. */
  static String text(Path war, String name) throws IOException {
    of(war);
    try (ZipFile zip = new ZipFile(war.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
