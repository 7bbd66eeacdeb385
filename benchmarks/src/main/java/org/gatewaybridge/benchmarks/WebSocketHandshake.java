package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The opening handshake of a client. */
final class WebSocketHandshake {
  private WebSocketHandshake() {}

  /** Opens a WebSocket; the channel that it returns blocks. */
  static SocketChannel open(int port, String path) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    boolean open = false;
    try {
      channel.socket().setTcpNoDelay(true);
      String request =
          """
          GET %s HTTP/1.1\r
          Host: localhost:%d\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          \r
          """
              .formatted(path, port);
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      String head = head(channel);
      if (!head.startsWith("HTTP/1.1 101")) {
        throw new IOException("The handshake was refused: " + head);
      }
      open = true;
      return channel;
    } finally {
      if (!open) {
        channel.close();
      }
    }
  }

  private static String head(SocketChannel channel) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1); // what follows the head belongs to the socket
    while (head.indexOf("\r\n\r\n") < 0) {
      if (channel.read(one.clear()) < 0) {
        throw new EOFException("The handshake was broken off after \"" + head + "\"");
      }
      head.append((char) one.get(0));
    }
    return head.toString();
  }
}
