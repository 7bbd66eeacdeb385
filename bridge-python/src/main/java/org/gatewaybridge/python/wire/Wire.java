package org.gatewaybridge.python.wire;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How the Python processes of one start reach the gateway. Only one thread uses it at a time. */
public interface Wire {

  /** Returns the file in the directory by which the parent finds the gateway. */
  Path place(Path directory);

  /** Listens without waiting for connections, and makes that file. */
  ServerSocketChannel listen(Path directory) throws IOException;

  /** Returns whether a process that has been here can still connect. */
  boolean isReachable(Path directory);

  /** Returns what the parent reads from its standard input; empty if it needs nothing. */
  byte[] input();

  /** Notes a new connection; returns null if whoever can connect is let in. */
  @Nullable Stranger arrived(SocketChannel channel);

  /** Closes the connections that have had the time to prove who they are. */
  void closeOverdue(long now);

  /** Deletes what {@link #listen} has made, by whichever wire. */
  static void deleteFrom(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(UnixWire.SOCKET));
    Files.deleteIfExists(directory.resolve(TcpWire.PORT));
  }

  /** Returns whether a directory has the file of a gateway that has ended without deleting it. */
  static boolean isAbandoned(Path directory) {
    return UnixWire.isAbandoned(directory) || TcpWire.isAbandoned(directory);
  }
}
