package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.gatewaybridge.python.runtime.WorkerFiles;
import org.gatewaybridge.python.wire.Wire;
import org.jspecify.annotations.Nullable;

/** A directory that only this user may enter, with the worker files, and the socket or its port. */
record SocketDirectory(Path path, Wire wire, @Nullable UserPrincipal owner) {
  private static final int LONGEST = 90; // sun_path has 104 bytes on macOS, 108 on Linux

  static SocketDirectory create(Wire wire) throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path shorter = Path.of("/tmp");
    if (parent.toString().length() > LONGEST - "/gw1234567890123456789/s".length()
        && Files.isDirectory(shorter)) {
      parent = shorter;
    }
    Path path = PrivateFolder.createTemporary(parent, "gw");
    SocketDirectory made =
        new SocketDirectory(path, wire, Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
    try {
      deleteAbandoned(made);
      WorkerFiles.copyTo(made.path);
    } catch (IOException | RuntimeException e) {
      made.delete();
      throw e;
    }
    return made;
  }

  /**
   * Deletes the directories of JVMs that were killed together with their Python. Other users may
   * write into the folder above, so only a directory that this user owns, and that nobody else may
   * enter, is deleted.
   */
  private static void deleteAbandoned(SocketDirectory own) throws IOException {
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(own.path.resolveSibling(""), "gw[0-9]*")) {
      for (Path other : others) {
        SocketDirectory directory = new SocketDirectory(other, own.wire, own.owner);
        if (PrivateFolder.isOf(own.owner, other) && directory.isAbandoned()) {
          directory.delete();
        }
      }
    }
  }

  private boolean isAbandoned() {
    return isFile(worker()) && Wire.isAbandoned(path);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  Path worker() {
    return path.resolve(WorkerFiles.START);
  }

  /** Returns the file by which the parent finds the gateway. */
  Path place() {
    return wire.place(path);
  }

  ServerSocketChannel listen() throws IOException {
    return wire.listen(path);
  }

  /**
   * Listens again if the socket is gone, for example because a job cleans the temporary folder, and
   * makes the worker files again.
   *
   * @return null if the processes can still connect
   * @throws IOException if that is not possible, or if another user has taken the place
   */
  @Nullable ServerSocketChannel listenAgain() throws IOException {
    boolean listens = wire.isReachable(path);
    if (listens && isFile(worker())) { // which multiprocessing runs in its children
      return null;
    }
    try {
      PrivateFolder.create(path);
    } catch (FileAlreadyExistsException e) {
      // only the socket was deleted, unless somebody else was faster
    }
    if (!PrivateFolder.isOf(owner, path)) {
      throw new IOException(path + " was deleted and belongs to somebody else now");
    }
    WorkerFiles.copyTo(path);
    return listens ? null : listen();
  }

  /**
   * Deletes the worker files and the socket or its port, and the directory if nothing else is in
   * it.
   */
  void delete() {
    try {
      WorkerFiles.deleteFrom(path);
      Wire.deleteFrom(path);
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // the parent process deletes it too, and may have been faster
    }
  }
}
