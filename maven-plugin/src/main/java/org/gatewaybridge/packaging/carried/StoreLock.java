package org.gatewaybridge.packaging.carried;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Lets one build at a time make something in a folder, of all processes and of this one. */
final class StoreLock {
  private StoreLock() {}

  /** Work under the lock. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @param alone false if the file system has no locks, so that another build may do the same
     */
    void run(boolean alone) throws IOException;
  }

  /**
   * Does the work while no other build does. The lock ends with the process, however that ends.
   *
   * @param details receives a message if another build is waited for
   */
  static void during(Path folder, Consumer<String> details, Work work) throws IOException {
    Path file = Files.createDirectories(folder).toRealPath().resolve("lock");
    // One of the whole JVM, in which Maven may have loaded this class twice: a second channel would
    // be refused the lock, and release it for the first one when it is closed.
    synchronized ((StoreLock.class.getName() + file).intern()) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        work.run(lock(channel, file, details));
      }
    }
  }

  private static boolean lock(FileChannel channel, Path file, Consumer<String> details) {
    try {
      if (channel.tryLock() == null) {
        details.accept("Waiting for another build, which prepares an interpreter: " + file);
        channel.lock();
      }
      return true;
    } catch (IOException e) { // as some network file systems do
      details.accept("Going on without a lock, " + file + ": " + e.getMessage());
      return false;
    }
  }
}
