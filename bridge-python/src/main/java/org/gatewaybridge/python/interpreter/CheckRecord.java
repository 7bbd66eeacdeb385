package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What the files of an interpreter looked like when each of their bytes was right: names, sizes,
 * times and inodes, in a file. Who writes to a file changes its time. Only a power cut may lose
 * bytes and keep the time, so a record is for one start of the machine.
 *
 * @param home the interpreter's folder
 * @param file holds the record
 */
record CheckRecord(Path home, Path file) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Duration VALID = Duration.ofDays(1); // a disk may lose bytes, too

  /** Whether all is as it was, so that no byte needs to be checked now. */
  boolean holds() {
    try {
      Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
      String seen = Files.readString(file);
      return !age.isNegative()
          && age.compareTo(VALID) < 0
          && !seen.isEmpty()
          && seen.equals(look());
    } catch (IOException e) { // such as: there is none
      return false;
    }
  }

  /**
   * Returns what is there now.
   *
   * @return empty if this system does not tell when it was started, or another server is replacing
   *     the interpreter
   */
  String look() {
    Set<String> files = new TreeSet<>();
    try {
      Files.walkFileTree(
          home,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
              files.add(describe(file, facts));
              return FileVisitResult.CONTINUE;
            }
          });
      return Files.readString(BOOT) + String.join("\n", files);
    } catch (IOException e) {
      return "";
    }
  }

  private static String describe(Path file, BasicFileAttributes facts) {
    return String.join( // quicker than +, which a JVM that has just started must learn
        " ",
        file.toString(),
        Long.toString(facts.size()),
        Long.toString(facts.lastModifiedTime().to(TimeUnit.NANOSECONDS)),
        String.valueOf(facts.fileKey()));
  }

  /**
   * Remembers what was there before the bytes were checked, or when they had just been written.
   *
   * @param seen what {@link #look} has returned
   */
  void write(String seen) {
    try {
      Files.writeString(file, seen);
    } catch (IOException e) {
      // without a record, the next start checks every byte
    }
  }
}
