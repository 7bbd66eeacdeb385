package org.gatewaybridge.packaging.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive that depends on nothing but its entries' names and bytes: not on the files'
 * times, modes or order on disk, nor on time zone, locale or umask.
 */
public final class ReproducibleZip {
  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:02Z");
  private static final Instant LATEST = Instant.parse("2099-12-31T23:59:59Z");

  private final ZipOutputStream zip;
  private final LocalDateTime time;
  private final Set<String> folders = new HashSet<>();

  private ReproducibleZip(ZipOutputStream zip, Instant timestamp) {
    this.zip = zip;
    // ZIP's own field has the years 1980 to 2107 and no zone; outside them, Java adds a field with
    // a zone.
    Instant inRange =
        timestamp.isBefore(EARLIEST) ? EARLIEST : timestamp.isAfter(LATEST) ? LATEST : timestamp;
    this.time = LocalDateTime.ofInstant(inRange, ZoneOffset.UTC);
  }

  /** Writes the archive, with the manifest first as jar readers want it. */
  public static void write(
      WarLayout layout, Optional<Manifest> manifest, Instant timestamp, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
    zip.setLevel(Deflater.BEST_COMPRESSION);
    ReproducibleZip archive = new ReproducibleZip(zip, timestamp);
    if (manifest.isPresent()) {
      archive.begin(JarFile.MANIFEST_NAME);
      manifest.get().write(zip);
    }
    for (WarEntry entry : layout.entries()) {
      archive.begin(entry.name());
      Files.copy(entry.file(), zip);
    }
    zip.finish();
    zip.flush();
  }

  private void begin(String name) throws IOException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      String folder = name.substring(0, slash + 1);
      if (folders.add(folder)) {
        ZipEntry entry = entry(folder);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(0);
        entry.setCrc(0);
        zip.putNextEntry(entry);
      }
    }
    zip.putNextEntry(entry(name));
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    return entry;
  }
}
