package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

final class RawConnectionTest {
  private static final RawRequest GET = RawRequest.of("GET", "/a").with("Host", "h");

  @Test
  void requestGoesOutByteByByte() throws IOException {
    RawRequest request = GET.with("X-L", "caf\u00e9").body(new byte[] {'b'});
    try (ServerSocket server = loopback();
        RawConnection connection = connectTo(server);
        Socket accepted = server.accept()) {
      connection.send(request).endOutput();

      assertThat(new String(accepted.getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("GET /a HTTP/1.1\r\nHost: h\r\nX-L: caf\u00e9\r\nContent-Length: 1\r\n\r\nb");
    }
  }

  @Test
  void closeAndResetAreBothAnEnd() throws IOException {
    for (boolean reset : new boolean[] {false, true}) {
      try (ServerSocket server = loopback();
          RawConnection connection = connectTo(server);
          Socket accepted = server.accept()) {
        accepted.setSoLinger(reset, 0);
        accepted.close();

        assertThat(connection.tryRead(GET)).isEmpty();
        assertThat(connection.ended()).isTrue();
      }
    }
  }

  @Test
  void nextAnswerIsNoEnd() throws IOException {
    try (ServerSocket server = loopback();
        RawConnection connection = connectTo(server);
        Socket accepted = server.accept()) {
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
      accepted.getOutputStream().write((answer + "a" + answer + "b").getBytes(ISO_8859_1));

      assertThat(connection.read(GET).text()).isEqualTo("a");
      assertThat(connection.ended()).isFalse();
      assertThat(connection.read(GET).text()).isEqualTo("b");
    }
  }

  @Test
  void chunkedRequestHasALastChunk() {
    assertThat(new String(GET.chunked("abc", "d").body(), ISO_8859_1))
        .isEqualTo("3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n");
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static RawConnection connectTo(ServerSocket server) throws IOException {
    return RawConnection.open(server.getInetAddress().getHostAddress(), server.getLocalPort());
  }
}
