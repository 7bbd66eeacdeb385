package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets of an ASGI app in a WAR, with the client of the JDK. */
@SuppressWarnings("NullAway.Init")
class AsgiWebSocketServerIT {
  private static final int MANY = 100;
  private static final int SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private @TempDir Path folder;
  private PythonServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        PythonServer.start(
            folder, "socket_app:application", "python.workers", "1", "graceful-timeout", "5");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  /** A client that notes what comes. */
  private static final class Client implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private WebSocket socket;

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        got.add("text " + text);
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      bytes += part.remaining();
      if (last) {
        got.add("binary " + bytes);
        bytes = 0;
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      got.add(("close " + code + " " + reason).strip());
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      got.add("lost");
    }

    String next() throws InterruptedException {
      String next = got.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("what the app sends").isNotNull();
      return next;
    }
  }

  private Client open(String path, String... subprotocols) throws Exception {
    URI http = server.request(path).build().uri();
    Client client = new Client();
    WebSocket.Builder builder = this.http.newWebSocketBuilder();
    if (subprotocols.length > 0) {
      builder.subprotocols(
          subprotocols[0],
          List.of(subprotocols).subList(1, subprotocols.length).toArray(String[]::new));
    }
    client.socket =
        builder
            .buildAsync(URI.create("ws" + http.toString().substring(4)), client)
            .get(SECONDS, TimeUnit.SECONDS);
    return client;
  }

  private HttpResponse<?> denied(String path) {
    Throwable thrown = catchThrowable(() -> open(path));
    if (thrown != null && thrown.getCause() instanceof WebSocketHandshakeException refused) {
      return refused.getResponse();
    }
    throw new AssertionError("The handshake was not refused", thrown);
  }

  @Test
  void messagesGoBothWays() throws Exception {
    Client client = open("/echo");
    client.socket.sendText("Grüße \uD83D\uDE00", true).join();
    assertThat(client.next()).isEqualTo("text Grüße \uD83D\uDE00");
    client.socket.sendText("in two ", false).join();
    client.socket.sendText("parts", true).join();
    assertThat(client.next()).isEqualTo("text in two parts");
    client.socket.sendBinary(ByteBuffer.allocate(0), true).join();
    assertThat(client.next()).isEqualTo("binary 0");
    client.socket.sendBinary(ByteBuffer.allocate(300_000), true).join();
    assertThat(client.next()).isEqualTo("binary 300000");
    client.socket.sendClose(1000, "").join();
    assertThat(client.next()).startsWith("close 1000");
  }

  @Test
  void denialsAreOrdinaryAnswers() {
    assertThat(denied("/forbidden").statusCode()).isEqualTo(403);
    assertThat(denied("/denied").statusCode()).isEqualTo(401);
    assertThat(denied("/denied").headers().firstValue("WWW-Authenticate")).hasValue("Basic");
    assertThat(denied("/unanswered").statusCode()).isEqualTo(500);
  }

  @Test
  void subprotocolIsAgreed() throws Exception {
    Client client = open("/subprotocol", "chat", "superchat");
    assertThat(client.socket.getSubprotocol()).isEqualTo("superchat");
    assertThat(client.next()).isEqualTo("text superchat");
  }

  @Test
  void closeCodesAndReasonsGoBothWays() throws Exception {
    assertThat(open("/closes").next()).isEqualTo("close 4001 bye");
    assertThat(open("/raises").next()).isEqualTo("close 1011");
    Client client = open("/noted");
    client.socket.sendClose(4002, "tschüß").join();
    PythonServer.await(
        "the client's close",
        () -> {
          try {
            return server.body("/").contains("[\"disconnect\", 4002, \"tsch\\u00fc\\u00df\"]");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void messageBeyondTheLimitIs1009() throws Exception {
    Client client = open("/echo");
    CompletableFuture<WebSocket> unused =
        client.socket.sendBinary(ByteBuffer.allocate((1 << 20) + 1), true);
    assertThat(client.next()).startsWith("close 1009");
  }

  @Test
  void clientThatIsLostIs1006() throws Exception {
    Client client = open("/noted");
    client.socket.sendText("here", true).join();
    client.socket.abort();
    PythonServer.await(
        "the loss",
        () -> {
          try {
            return server.body("/").contains("[\"disconnect\", 1006, \"\"]");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void workerThatIsKilledCloses100SocketsWith1011() throws Exception {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      clients.add(open("/echo"));
    }
    clients.get(0).socket.sendText("die", true).join();
    for (Client client : clients) {
      assertThat(client.next()).isEqualTo("close 1011");
    }
    Client next = open("/echo");
    next.socket.sendText("again", true).join();
    assertThat(next.next()).isEqualTo("text again");
  }

  @Test
  void undeploymentClosesWith1001() throws Exception {
    Client client = open("/echo");
    Client other = open("/silent");
    server.close();
    assertThat(client.next()).startsWith("close 1001");
    assertThat(other.next()).startsWith("close 1001");
  }
}
