package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A server's own temporary directory, readable by its user alone and gone once closed. */
record TemporaryFolder(Path directory) implements AutoCloseable {

  /**
   * Makes a directory with this process's id in its name, which shows whose it is if the process is
   * killed.
   */
  static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix()).toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String prefix() {
    return "gateway-server-" + ProcessHandle.current().pid() + "-";
  }

  Path make(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  @Override
  public void close() {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      Files.walkFileTree(directory, new Delete());
    } catch (IOException e) {
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.WARNING, "Cannot delete " + directory, e);
    }
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
