package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that says that something is in use: it is locked until this is closed. A killed process
 * leaves the file, but no lock. (Java's DELETE_ON_CLOSE would unlink it at once on Unix.)
 *
 * <p>Its name tells the process that has made it, which may be this one by another class loader: on
 * Unix, whoever opens and closes a file of its own process ends the lock.
 */
record UseMark(Path file, FileChannel channel) implements AutoCloseable {
  /** A process id may be another process's after a restart, in containers nearly always. */
  private static final String OWN =
      "%d-%x-"
          .formatted(
              ProcessHandle.current().pid(),
              ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L));

  /** Returns a name for the mark of this process, and for what it stands for. */
  static String newName() {
    return OWN + UUID.randomUUID();
  }

  /** Whether a file is named like a mark of any process. */
  static boolean isMark(Path file) {
    return String.valueOf(file.getFileName()).matches("\\d+-[0-9a-f]+(-[0-9a-f]+){5}");
  }

  /** Makes and locks a file that does not exist yet. */
  static UseMark set(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return new UseMark(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether no process holds the lock of a file; this one holds all of its own that are there. */
  static boolean isFree(Path file) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    if (String.valueOf(file.getFileName()).contains(OWN)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
