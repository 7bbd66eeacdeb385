package org.gatewaybridge.servers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway app's WebSockets on every server, seen by the JDK's own client and by raw bytes. */
final class WebSocketTest {
  private static final Listen ANY = Listen.on("127.0.0.1", 0);
  private @TempDir Path directory = Path.of("");

  private EmbeddedServer start(ServerKind kind, String settings) throws Exception {
    return SocketWar.start(directory, kind, ANY, settings);
  }

  private EmbeddedServer jettyWithHttp2() throws Exception {
    Listen h2c = new Listen("127.0.0.1", 0, true, null, Map.of());
    return SocketWar.start(directory, ServerKind.JETTY, h2c, "");
  }

  private static String answer(EmbeddedServer server, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      String request = "GET /ctx/app/x HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n";
      request += String.join("\r\n", lines) + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        head.append((char) next);
      }
      return head.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void messagesComeBackWholeAndInOrder(ServerKind kind) throws Exception {
    SocketClient client = new SocketClient();
    try (EmbeddedServer server = start(kind, "")) {
      WebSocket socket = client.connect(server, "/ctx/app/x", "chat");
      assertThat(socket.getSubprotocol()).isEqualTo("chat");
      socket.sendText("hello", true).join();
      assertThat(client.next()).isEqualTo("hello");
      socket.sendText("", true).join();
      assertThat(client.next()).isEmpty();
      socket.sendText("fr\u00fc", false).join();
      socket.sendText("h\ud83d\ude00", true).join();
      assertThat(client.next()).isEqualTo("fr\u00fch\ud83d\ude00");
      socket.sendBinary(ByteBuffer.wrap(new byte[300_000]), true).join();
      assertThat(client.next()).isEqualTo("binary of 300000");
      socket.sendText("x".repeat(300_000), true).join();
      assertThat(client.next()).isEqualTo("text of 300000");
      for (int i = 0; i < 1000; i++) {
        socket.sendText("n" + i, true).join();
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(client.next()).isEqualTo("n" + i);
      }
      System.clearProperty("socket.closed");
      socket.sendClose(4002, "enough").join();
      assertThat(client.next()).startsWith("closed 4002");
      for (int i = 0; i < 400 && System.getProperty("socket.closed") == null; i++) {
        Thread.sleep(50); // Undertow answers before it tells the app
      }
      assertThat(System.getProperty("socket.closed")).isEqualTo("4002enough");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TOMCAT, close, closed 4001 as you wish",
    "JETTY, close, closed 4001 as you wish",
    "UNDERTOW, close, closed 4001 as you wish",
    "TOMCAT, return, closed 1000 ''",
    "JETTY, return, closed 1000 ''",
    "UNDERTOW, return, closed 1000 ''",
    "TOMCAT, throw, closed 1011 ''",
    "JETTY, throw, closed 1011 ''",
    "UNDERTOW, throw, closed 1011 ''",
    "TOMCAT, a message beyond the limit, closed 1009",
    "JETTY, a message beyond the limit, closed 1009",
    "UNDERTOW, a message beyond the limit, closed 1009",
  })
  void theCloseCodeSaysWhy(ServerKind kind, String said, String closed) throws Exception {
    SocketClient client = new SocketClient();
    try (EmbeddedServer server = start(kind, " gateway.websocket.max-message=10")) {
      client.connect(server, "/ctx/app/x").sendText(said, true).join();
      assertThat(client.next()).startsWith(closed.replace("''", "").strip());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfTheDeploymentCloses(ServerKind kind) throws Exception {
    SocketClient client = new SocketClient();
    try (EmbeddedServer server = start(kind, "")) {
      WebSocket socket = client.connect(server, "/ctx/app/x");
      socket.sendText("hello", true).join();
      assertThat(client.next()).isEqualTo("hello");
    }
    assertThat(client.next()).startsWith("closed 1001");
  }

  @ParameterizedTest
  @CsvSource({
    "TOMCAT, pool",
    "TOMCAT, container",
    "JETTY, pool",
    "JETTY, container",
    "UNDERTOW, pool",
    "UNDERTOW, container",
  })
  void everyExecutionUpgrades(ServerKind kind, String execution) throws Exception {
    SocketClient client = new SocketClient();
    try (EmbeddedServer server = start(kind, " gateway.execution=" + execution)) {
      client.connect(server, "/ctx/app/x").sendText("hello", true).join();
      assertThat(client.next()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientsThatDoNotAnswerPingsAreGivenUp(ServerKind kind) throws Exception {
    try (EmbeddedServer server = start(kind, " gateway.websocket.ping=1");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      System.clearProperty("socket.closed");
      socket.setSoTimeout(20_000);
      String request =
          """
          GET /ctx/app/x HTTP/1.1\r
          Host: 127.0.0.1\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          \r
          """;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      assertThat(socket.getInputStream().read()).isEqualTo(0x89);
      for (int i = 0; i < 200 && System.getProperty("socket.closed") == null; i++) {
        Thread.sleep(50);
      }
      assertThat(System.getProperty("socket.closed")).isEqualTo("1006");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatSendsFasterThanTheAppReadsIsHeldUp(ServerKind kind) throws Exception {
    int most = 2000; // a hundred megabytes
    try (EmbeddedServer server = start(kind, "")) {
      WebSocket socket = new SocketClient().connect(server, "/ctx/app/x");
      socket.sendText("sleep", true).join();
      ByteBuffer message = ByteBuffer.wrap(new byte[50_000]);
      int sent = 0;
      try {
        for (; sent < most; sent++) {
          socket.sendBinary(message.duplicate(), true).get(500, TimeUnit.MILLISECONDS);
        }
      } catch (TimeoutException heldUp) {
        socket.abort();
      }
      assertThat(sent).isLessThan(most);
    }
  }

  @ParameterizedTest
  @EnumSource
  void badHandshakesAreAnsweredAsPlainHttp(ServerKind kind) throws Exception {
    String upgrade = "Upgrade: websocket";
    String connection = "Connection: keep-alive, Upgrade";
    String version = "Sec-WebSocket-Version: 13";
    String key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
    try (EmbeddedServer server = start(kind, " gateway.websocket.origins=https://shop.example")) {
      String host = "127.0.0.1:" + server.port();
      assertThat(answer(server, upgrade, connection, version, key))
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=")
          .containsIgnoringCase("X-Thread: ");
      assertThat(answer(server, upgrade, connection, key, "Sec-WebSocket-Version: 8"))
          .startsWith("HTTP/1.1 426 ")
          .containsIgnoringCase("Sec-WebSocket-Version: 13");
      assertThat(answer(server, upgrade, connection, version)).startsWith("HTTP/1.1 400 ");
      assertThat(answer(server, upgrade, version, key)).startsWith("HTTP/1.1 400 ");
      assertThat(answer(server, upgrade, connection, version, "Sec-WebSocket-Key: AAAA"))
          .startsWith("HTTP/1.1 400 ");
      assertThat(answer(server, upgrade, connection, version, key, "Origin: http://evil.example"))
          .startsWith("HTTP/1.1 403 ");
      assertThat(answer(server, upgrade, connection, version, key, "Origin: http://" + host))
          .startsWith("HTTP/1.1 101 ");
      assertThat(answer(server, upgrade, connection, version, key, "Origin: https://shop.example"))
          .startsWith("HTTP/1.1 101 ");
      assertThat(answer(server, connection, version, key)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aDenialIsAnOrdinaryAnswer() throws Exception {
    try (EmbeddedServer server = start(ServerKind.TOMCAT, "")) {
      String denied =
          Call.body(server, "/ctx/app/denied"); // without an upgrade: the app's plain page
      assertThat(denied).isEqualTo("plain /denied");
    }
  }

  @Test
  void jettyTakesThemOverHttp2() throws Exception {
    try (EmbeddedServer server = jettyWithHttp2();
        Http2Stream stream = new Http2Stream(server.port())) {
      int status =
          stream.request(
              List.of(
                  Map.entry(":method", "CONNECT"),
                  Map.entry(":protocol", "websocket"),
                  Map.entry(":scheme", "http"),
                  Map.entry(":path", "/ctx/app/x"),
                  Map.entry(":authority", "127.0.0.1:" + server.port()),
                  Map.entry("sec-websocket-version", "13")));
      assertThat(status).isEqualTo(200);

      stream.send(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});
      assertThat(stream.receive(4)).containsExactly(0x81, 2, 'h', 'i');
    }
  }

  @Test
  void tunnelOverHttp2IsRefused() throws Exception {
    try (EmbeddedServer server = jettyWithHttp2();
        Http2Stream stream = new Http2Stream(server.port())) {
      int status =
          stream.request(
              List.of(Map.entry(":method", "CONNECT"), Map.entry(":authority", "127.0.0.1:1")));
      assertThat(status).isNotEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientsThatVanishAtOnceLeaveNoApp(ServerKind kind) throws Exception {
    System.getProperties().remove("socket.greeting");
    try (EmbeddedServer server = start(kind, "")) {
      for (int i = 0; i < 300; i++) {
        openAndReset(server.port());
      }
      AtomicInteger greeting =
          (AtomicInteger) requireNonNull(System.getProperties().get("socket.greeting"));
      for (int i = 0; i < 200 && greeting.get() > 0; i++) { // for less than until a ping
        Thread.sleep(50);
      }
      assertThat(greeting).hasValue(0);
    }
  }

  private static void openAndReset(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request =
          """
          GET /ctx/app/greets HTTP/1.1\r
          Host: 127.0.0.1\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          \r
          """;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      int ends = 0;
      while (ends < 4) { // two ends of lines
        int octet = socket.getInputStream().read();
        ends = octet == '\r' || octet == '\n' ? ends + 1 : 0;
      }
      socket.setSoLinger(true, 0);
    }
  }
}
