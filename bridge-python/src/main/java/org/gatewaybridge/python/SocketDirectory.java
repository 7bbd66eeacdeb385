package org.gatewaybridge.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory that only this user may enter, with the worker file and the socket in it. */
record SocketDirectory(Path path) {
  private static final String WORKER = "gateway_worker.py";
  private static final int LONGEST = 90; // sun_path has 104 bytes on macOS, 108 on Linux

  static SocketDirectory create() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    if (parent.toString().length() > LONGEST - "/gw1234567890123456789/s".length()) {
      parent = Path.of("/tmp");
    }
    deleteAbandoned(parent);
    SocketDirectory made =
        new SocketDirectory(
            Files.createTempDirectory(
                parent,
                "gw",
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------"))));
    try (InputStream worker = SocketDirectory.class.getResourceAsStream(WORKER)) {
      if (worker == null) {
        throw new IOException(WORKER + " is not beside the classes; the jar is damaged");
      }
      Files.copy(worker, made.worker());
    } catch (IOException | RuntimeException e) {
      made.delete();
      throw e;
    }
    return made;
  }

  /** Deletes what JVMs have left that were killed together with their Python. */
  private static void deleteAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, "gw[0-9]*")) {
      for (Path other : others) {
        SocketDirectory directory = new SocketDirectory(other);
        if (Files.isWritable(other) && directory.isAbandoned()) {
          directory.delete();
        }
      }
    }
  }

  /** Whether there is a socket at which nobody listens. */
  private boolean isAbandoned() {
    if (!Files.exists(worker()) || !Files.exists(socket())) {
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

  Path worker() {
    return path.resolve(WORKER);
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

  void delete() {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Python's parent deletes it too, and may have been faster
    }
  }
}
