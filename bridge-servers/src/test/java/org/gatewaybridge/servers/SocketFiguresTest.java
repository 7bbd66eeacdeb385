package org.gatewaybridge.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted and logged of WebSockets, on every server. */
final class SocketFiguresTest {
  private static final Listen ANY = Listen.on("127.0.0.1", 0);
  private static final Logger ACCESS = Logger.getLogger("org.gatewaybridge.access");

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private @TempDir Path directory = Path.of("");

  @BeforeEach
  void listen() {
    ACCESS.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    ACCESS.removeHandler(handler);
  }

  private static long figure(String name) throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName bean = ObjectName.getInstance("org.gatewaybridge:type=Gateway,context=\"/ctx\"");
    return ((Number) beans.getAttribute(bean, name)).longValue();
  }

  private String line() throws InterruptedException {
    String line = lines.poll(20, TimeUnit.SECONDS);
    return line == null ? "none" : line;
  }

  @ParameterizedTest
  @EnumSource
  void aSocketIsCountedAndHasOneLineAtItsEnd(ServerKind kind) throws Exception {
    SocketClient client = new SocketClient();
    try (EmbeddedServer server =
        SocketWar.start(directory, kind, ANY, " gateway.access-log=combined gateway.jmx=true")) {
      WebSocket socket = client.connect(server, "/ctx/app/x?q=1");
      socket.sendText("fr\u00fch", true).join();
      assertThat(client.next()).isEqualTo("fr\u00fch");
      socket.sendBinary(ByteBuffer.wrap(new byte[1000]), true).join();
      assertThat(client.next()).isEqualTo("binary of 1000");
      assertThat(lines).isEmpty();
      assertThat(figure("WebSocketsOpen")).isEqualTo(1);
      socket.sendClose(4002, "enough").join();
      assertThat(line())
          .contains("\"GET /ctx/app/x?q=1 HTTP/1.1\" 101 1005 ")
          .endsWith(" ws=4002 in=2/1005 out=2/1005");
      assertThat(figure("WebSocketsOpen")).isZero();
      assertThat(figure("WebSocketsOpened")).isEqualTo(1);
      assertThat(figure("WebSocketMessagesReceived")).isEqualTo(2);
      assertThat(figure("WebSocketBytesReceived")).isEqualTo(1005);
      assertThat(figure("WebSocketMessagesSent")).isEqualTo(2);
      assertThat(figure("WebSocketBytesSent")).isEqualTo(1005);
      assertThat(lines).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDenialIsALineLikeAnyOther(ServerKind kind) throws Exception {
    try (EmbeddedServer server =
        SocketWar.start(directory, kind, ANY, " gateway.access-log=combined gateway.jmx=true")) {
      assertThat(SocketClient.handshake(server.port(), "/ctx/app/denied"))
          .startsWith("HTTP/1.1 401");
      assertThat(line()).contains(" HTTP/1.1\" 401 ").doesNotContain(" ws=");
      assertThat(figure("WebSocketsOpened")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aQuietSocketIsClosed(ServerKind kind) throws Exception {
    SocketClient client = new SocketClient();
    String settings =
        " gateway.access-log=json gateway.websocket.idle-timeout=2 gateway.websocket.ping=1";
    try (EmbeddedServer server = SocketWar.start(directory, kind, ANY, settings)) {
      client.connect(server, "/ctx/app/x").sendText("hello", true).join();
      assertThat(client.next()).isEqualTo("hello");
      assertThat(client.next()).isEqualTo("closed 1001 idle");
      assertThat(line())
          .contains("\"status\":101,\"bytes\":5,")
          .contains("\"close_code\":1001,\"messages_received\":1,\"bytes_received\":5,")
          .contains("\"messages_sent\":1");
    }
  }
}
