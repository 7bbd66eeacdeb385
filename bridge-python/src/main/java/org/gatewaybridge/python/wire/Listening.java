package org.gatewaybridge.python.wire;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;

/** Sockets that wait for connections. */
final class Listening {
  private static final int BACKLOG = 512;

  private Listening() {}

  static ServerSocketChannel at(ProtocolFamily family, SocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(family);
    try {
      server.bind(address, BACKLOG);
      server.configureBlocking(false);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
