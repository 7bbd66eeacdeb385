package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A load that counts what did not come back would make every server fast. */
final class SocketLoadTest {
  private static final String ACCEPTED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

  @Test
  void messageThatComesBackCounts() throws Exception {
    assertThat(run(ACCEPTED, "\u0081\u0005xxxxx").requests()).isPositive();
  }

  @Test
  void otherMessageIsAFault() {
    assertThatThrownBy(() -> run(ACCEPTED, "\u0081\u0005xxxxy"))
        .hasMessage("A WebSocket broke off: another message came back than was sent");
  }

  @Test
  void endIsAFault() {
    assertThatThrownBy(() -> run(ACCEPTED, "")).hasMessage("A WebSocket broke off: it was closed");
  }

  @Test
  void refusedHandshakeIsAFault() {
    assertThatThrownBy(() -> run("HTTP/1.1 403 Forbidden\r\n\r\n", ""))
        .hasMessageStartingWith("The handshake was refused: HTTP/1.1 403 Forbidden");
  }

  @Test
  void longMessageIsRefused() {
    assertThatThrownBy(() -> new SocketLoad(1, 126)).hasMessage("126 bytes are more than 125");
  }

  private static Wrk.Facts run(String handshake, String frame) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> serve(server, handshake, frame));
      try {
        return new SocketLoad(1, 5).run(server.getLocalPort(), "/", 1);
      } finally {
        served.get();
      }
    }
  }

  private static void serve(ServerSocket server, String handshake, String frame) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      BufferedReader request = new BufferedReader(new InputStreamReader(in, ISO_8859_1), 1);
      while (!"".equals(request.readLine())) {}
      OutputStream out = socket.getOutputStream();
      out.write(handshake.getBytes(ISO_8859_1));
      char[] masked = new char[11];
      while (!frame.isEmpty() && request.read(masked) > 0) {
        out.write(frame.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // the load has left
    }
  }
}
