package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A directory that a container needs long to make. A process that has ended normally leaves it to
 * the next one; one process at a time uses it.
 *
 * @param own where a process uses it
 * @param kept where it is kept between processes
 */
record KeptDirectory(Path own, Path kept) {

  void take() throws IOException {
    if (!Files.exists(own)) {
      try {
        Files.move(kept, own);
      } catch (NoSuchFileException none) {
        // The container makes it.
      }
    }
  }

  void leave() {
    if (!Files.exists(kept)) {
      try {
        Files.move(own, kept);
      } catch (NoSuchFileException | FileAlreadyExistsException tooLate) {
        // It was not made, or another process has left its own.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
