package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Lets one build at a time generate files in a folder, across processes. */
public final class BuildLock {
  private BuildLock() {}

  /** Work under the lock. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does the work while no other build does. The lock ends with the process, however that ends.
   *
   * @param notes receives a message if another build is waited for
   */
  public static <T> T during(Path folder, Consumer<String> notes, Work<T> work) throws IOException {
    Path file = Files.createDirectories(folder).resolve("lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel, file, notes);
      return work.run();
    }
  }

  private static void lock(FileChannel channel, Path file, Consumer<String> notes) {
    try {
      if (channel.tryLock() == null) {
        notes.accept("Waiting for another build of this project, which holds " + file);
        channel.lock();
      }
    } catch (OverlappingFileLockException e) {
      throw new PackagingRefused(
          "This very Maven is already packaging in " + file.getParent() + "; try again after", e);
    } catch (IOException e) {
      // Some network file systems have no locks; a build alone is right there too.
      notes.accept("Going on without a lock, " + file + ": " + e.getMessage());
    }
  }
}
