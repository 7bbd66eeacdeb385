package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A small disk in memory, which Linux lets root mount. */
record MemoryDisk(Path folder) implements AutoCloseable {
  /** What a machine has to have. */
  static final String NEEDED =
      "the command mount with the right to mount a tmpfs; run the build as root, in a container"
          + " with --cap-add=SYS_ADMIN";

  private static final String FILLER = "filler";

  /** Mounts one; empty if that cannot be done here, for want of {@link #NEEDED}. */
  static Optional<MemoryDisk> at(Path folder, String size)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try {
      return run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString())
          ? Optional.of(new MemoryDisk(folder))
          : Optional.empty();
    } catch (IOException noSuchCommand) {
      return Optional.empty();
    }
  }

  /** Unmounts those that a run which was killed has left in a folder. */
  static void unmountLeft(Path folder) throws IOException, InterruptedException {
    Object device = Files.getAttribute(folder, "unix:dev");
    try (DirectoryStream<Path> below = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path each : below) {
        if (!Files.getAttribute(each, "unix:dev").equals(device)) {
          new MemoryDisk(each).close();
        }
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
  }

  /** Leaves room for so many bytes. */
  void fillUpTo(long bytes) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace() - bytes;
    Files.write(folder.resolve(FILLER), new byte[Math.toIntExact(room)]);
  }

  /** Gives the room back. */
  void unfill() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }

  /** Removes all files. */
  void empty() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Lets nothing be written any more, not even by root. */
  void makeReadOnly() throws IOException, InterruptedException {
    if (!run("mount", "-o", "remount,ro", folder.toString())) {
      throw new IOException(folder + " cannot be made read-only");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (!run("umount", folder.toString())) {
      throw new IOException(folder + " cannot be unmounted");
    }
  }
}
