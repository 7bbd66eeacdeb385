package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Replaces a file in one step: readers see either the old or the new one, complete. */
public final class AtomicFile {
  private static final String SUFFIX = ".part";

  private AtomicFile() {}

  /** The content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes the content; leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file beside the target and moves it into place; removes what killed builds left.
   *
   * @throws IOException if it cannot be written, with the target as it was before
   */
  public static void write(Path target, Content content) throws IOException {
    try {
      Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
      String prefix = "." + target.getFileName() + ".";
      removeLeftovers(folder, prefix);
      String unique = ProcessHandle.current().pid() + "." + UUID.randomUUID();
      writeBy(folder.resolve(prefix + unique + SUFFIX), target, content);
    } catch (IOException e) {
      throw new IOException("Cannot write " + target + ": " + Messages.reason(e), e);
    }
  }

  private static void writeBy(Path part, Path target, Content content) throws IOException {
    try {
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      // The bytes before the name: a power cut must not leave an empty file of the right name.
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  // Another build may be writing the same target now: only files of processes that are gone are
  // stale.
  private static void removeLeftovers(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix)
            && name.endsWith(SUFFIX)
            && !isBeingWritten(file, name.substring(prefix.length()))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isBeingWritten(Path part, String pidAndRest) {
    String pid = pidAndRest.replaceFirst("\\..*", "");
    Optional<ProcessHandle> process =
        pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    if (process.isEmpty()) {
      return false;
    }
    // Process ids are reused, in containers nearly always the same: the writer of the file must
    // have started before it. Linux gives a process's start in whole seconds.
    Instant lastWritten = Instant.ofEpochMilli(part.toFile().lastModified() + 2_000);
    return process.get().info().startInstant().map(lastWritten::isAfter).orElse(true);
  }
}
