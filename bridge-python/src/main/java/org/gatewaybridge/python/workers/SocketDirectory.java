package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.gatewaybridge.python.runtime.WorkerFiles;
import org.jspecify.annotations.Nullable;

/** A directory that only this user may enter, with the worker files and the socket in it. */
record SocketDirectory(Path path, @Nullable UserPrincipal owner) {
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final int LONGEST = 90; // sun_path has 104 bytes on macOS, 108 on Linux

  /** Describes a directory that this JVM may not have made. */
  SocketDirectory(Path path) {
    this(path, null);
  }

  static SocketDirectory create() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    if (parent.toString().length() > LONGEST - "/gw1234567890123456789/s".length()) {
      parent = Path.of("/tmp");
    }
    Path path =
        Files.createTempDirectory(parent, "gw", PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
    SocketDirectory made =
        new SocketDirectory(path, Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
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
        SocketDirectory directory = new SocketDirectory(other);
        if (directory.isOf(own.owner) && directory.isAbandoned()) {
          directory.delete();
        }
      }
    }
  }

  private boolean isOf(@Nullable UserPrincipal user) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory()
          && attributes.owner().equals(user)
          && attributes.permissions().equals(OWNERS_ONLY);
    } catch (IOException e) {
      return false; // another JVM was faster
    }
  }

  /** Returns whether nobody listens at the socket in it. */
  private boolean isAbandoned() {
    if (!isFile(worker()) || !Files.exists(socket(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  Path worker() {
    return path.resolve(WorkerFiles.START);
  }

  Path socket() {
    return path.resolve("s");
  }

  ServerSocketChannel listen() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket()), 512);
      server.configureBlocking(false);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Listens again if the socket is gone, for example because a job cleans the temporary folder, and
   * makes the worker files again.
   *
   * @return null if the socket is there
   * @throws IOException if that is not possible, or if another user has taken the place
   */
  @Nullable ServerSocketChannel listenAgain() throws IOException {
    boolean listens = Files.exists(socket(), LinkOption.NOFOLLOW_LINKS);
    if (listens && isFile(worker())) { // which multiprocessing runs in its children
      return null;
    }
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNERS_ONLY));
    } catch (FileAlreadyExistsException e) {
      // only the socket was deleted, unless somebody else was faster
    }
    if (!isOf(owner)) {
      throw new IOException(path + " was deleted and belongs to somebody else now");
    }
    WorkerFiles.copyTo(path);
    return listens ? null : listen();
  }

  /** Deletes the worker files and the socket, and the directory if nothing else is in it. */
  void delete() {
    try {
      WorkerFiles.deleteFrom(path);
      Files.deleteIfExists(socket());
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // the parent process deletes it too, and may have been faster
    }
  }
}
