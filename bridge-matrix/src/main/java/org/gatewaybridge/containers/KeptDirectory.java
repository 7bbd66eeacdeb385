package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A directory that takes a container long to make. A process that has ended in peace leaves it to
 * the next one that starts; one process has it at a time.
 *
 * @param own where a process has it
 * @param kept where it lies meanwhile
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
