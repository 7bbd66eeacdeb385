package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatewaybridge.api.GatewayApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSockets of an ASGI app by CPython workers, without a server. */
@SuppressWarnings("NullAway.Init")
class AsgiWebSocketIT {
  private static final int MANY = 100;

  private PythonApp app;

  @BeforeEach
  void start() throws Exception {
    app = app();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    PythonServer.await("no process is left", () -> PythonServer.processes().isEmpty());
  }

  private static PythonApp app(String... settings) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PythonServer.PYTHON)), "There is no Python");
    Map<String, String> parameters = new HashMap<>();
    parameters.put("gateway.python.app", "socket_app:application");
    parameters.put(
        "gateway.python.path",
        Path.of(AsgiWebSocketIT.class.getResource("/python").toURI()).toString());
    parameters.put("gateway.python.executable", PythonServer.PYTHON);
    parameters.put("gateway.python.workers", "1");
    parameters.put("gateway.python.disconnect-grace", "1");
    parameters.put("gateway.graceful-timeout", "5");
    for (int i = 0; i < settings.length; i += 2) {
      parameters.put("gateway." + settings[i], settings[i + 1]);
    }
    return (PythonApp) new PythonAppFactory().create(parameters);
  }

  private static String state(GatewayApp app) throws Exception {
    return new GatewayAppCaller().body(app);
  }

  private static void awaitState(GatewayApp app, String part) throws Exception {
    PythonServer.await(
        part,
        () -> {
          try {
            return state(app).contains(part);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  // -- messages --

  @Test
  void textAndBytesAreEchoed() throws Exception {
    FakeClient client = FakeClient.open(app, "/echo");
    client.text("Grüße");
    client.binary((byte) 0, (byte) 1);
    client.text("");
    client.binary();

    assertThat(List.of(client.next(), client.next(), client.next(), client.next()))
        .containsExactly("text Grüße", "binary 2", "text ", "binary 0");
    client.end(1000, "");
  }

  @Test
  void messageOfOneMebibyteArrivesWhole() throws Exception {
    FakeClient client = FakeClient.open(app, "/echo");
    client.binary(new byte[1 << 20]);
    assertThat(client.next()).isEqualTo("binary " + (1 << 20));
    client.end(1000, "");

    FakeClient other = FakeClient.open(app, "/large");
    assertThat(other.next()).isEqualTo("binary " + (1 << 20));
    assertThat(other.next()).isEqualTo("close 1000");
  }

  @Test
  void messagesKeepTheirOrder() throws Exception {
    FakeClient client = FakeClient.open(app, "/echo");
    for (int i = 0; i < 1000; i++) {
      client.text("message " + i);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(client.next()).isEqualTo("text message " + i);
    }
    client.end(1000, "");
  }

  // -- the handshake --

  @Test
  void closeBeforeAcceptIsForbidden() throws Exception {
    assertThat(FakeClient.ask(app, "/forbidden").status()).isEqualTo("403 Forbidden");
  }

  @Test
  void denialIsAnOrdinaryAnswer() throws Exception {
    FakeClient client = FakeClient.ask(app, "/denied");
    assertThat(client.status()).isEqualTo("401 Unauthorized|who are you?");
    assertThat(client.headers()).contains("www-authenticate=Basic");
  }

  @Test
  void appThatDoesNotAnswerHasFailed() {
    assertThatThrownBy(() -> FakeClient.ask(app, "/unanswered"))
        .hasMessageContaining("The app returned without websocket.accept");
  }

  @Test
  void subprotocolAndHeadersAreInTheAnswer() throws Exception {
    FakeClient client = FakeClient.ask(app, "/subprotocol", "chat", "superchat");
    assertThat(client.headers()).containsExactly("x-a=1", "sec-websocket-protocol=superchat");
    client.end(1006, "");
  }

  @Test
  void clientThatGoesBeforeTheSocketIsOpenIsLost() throws Exception {
    FakeClient client = FakeClient.ask(app, "/noted");
    client.end(1006, "");
    awaitState(app, "[\"disconnect\", 1006, \"\"]");
    PythonServer.await("no socket", () -> sockets(app) == 0);
  }

  private static long sockets(PythonApp app) {
    return Objects.requireNonNull(app.figures().get("python.websockets.open"));
  }

  // -- ends --

  @Test
  void closeOfTheClientReachesTheApp() throws Exception {
    FakeClient client = FakeClient.open(app, "/noted");
    client.text("before");
    client.end(4002, "tschüß");
    awaitState(
        app, "[\"receive\", \"before\", \"\"], [\"disconnect\", 4002, \"tsch\\u00fc\\u00df\"]");
    PythonServer.await("no socket", () -> sockets(app) == 0);
  }

  @Test
  void closeOfTheAppReachesTheClientAndComesBack() throws Exception {
    FakeClient client = FakeClient.open(app, "/closes");
    assertThat(client.next()).isEqualTo("close 4001 bye");
    awaitState(app, "[\"disconnect\", 4001, \"bye\"]");
    PythonServer.await("no socket", () -> sockets(app) == 0);
  }

  @Test
  void appThatReturnsClosesBehindItsLastMessage() throws Exception {
    FakeClient client = FakeClient.open(app, "/returns");
    assertThat(List.of(client.next(), client.next())).containsExactly("text last", "close 1000");
  }

  @Test
  void appThatRaisesClosesWith1011() throws Exception {
    FakeClient client = FakeClient.open(app, "/raises");
    assertThat(client.next()).isEqualTo("close 1011");
    PythonServer.await("no socket", () -> sockets(app) == 0);
  }

  @Test
  void socketsThatHaveEndedLeaveNothing() throws Exception {
    for (int round = 0; round < 2 * MANY; round++) {
      FakeClient client = FakeClient.open(app, "/echo");
      client.text("hello");
      assertThat(client.next()).isEqualTo("text hello");
      client.end(1000, "");
    }
    PythonServer.await("no socket", () -> sockets(app) == 0);
    assertThat(descriptors()).isLessThan(60 + before());
  }

  private static long before() throws Exception {
    return descriptors() - sockets();
  }

  private static long descriptors() throws Exception {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static long sockets() throws Exception {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(AsgiWebSocketIT::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (java.io.IOException e) {
      return false; // the one of the listing
    }
  }

  // -- faults --

  @Test
  void workerThatIsKilledClosesItsSocketsWith1011() throws Exception {
    List<FakeClient> clients = openMany(app);
    long sockets = sockets();
    clients.get(0).text("die");
    for (FakeClient client : clients) {
      assertThat(client.next()).isEqualTo("close 1011");
    }
    PythonServer.await("no socket", () -> sockets(app) == 0);
    FakeClient client = FakeClient.open(app, "/echo");
    client.text("by the next worker");
    assertThat(client.next()).isEqualTo("text by the next worker");
    client.end(1000, "");
    assertThat(sockets()).isLessThan(sockets - MANY + 20);
  }

  private static List<FakeClient> openMany(PythonApp app) throws Exception {
    List<FakeClient> clients = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      FakeClient client = FakeClient.open(app, "/echo");
      client.text("hello");
      assertThat(client.next()).isEqualTo("text hello");
      clients.add(client);
    }
    return clients;
  }

  @Test
  void reloadClosesTheSocketsOfTheReplacedWorkersWith1012() throws Exception {
    List<FakeClient> clients = openMany(app);
    app.reload();
    for (FakeClient client : clients) {
      assertThat(client.next()).isEqualTo("close 1012");
    }
    FakeClient client = FakeClient.open(app, "/echo");
    client.text("by the new ones");
    assertThat(client.next()).isEqualTo("text by the new ones");
    client.end(1000, "");
  }

  @Test
  void undeploymentClosesSocketsWith1001() throws Exception {
    List<FakeClient> clients = openMany(app);
    app.close();
    for (FakeClient client : clients) {
      assertThat(client.next()).isEqualTo("close 1001");
    }
  }

  @Test
  void taskThatIgnoresItsCancellationHarmsNoOther() throws Exception {
    FakeClient client = FakeClient.open(app, "/stubborn");
    client.end(1000, "");
    PythonServer.await("no socket", () -> sockets(app) == 0);
    FakeClient other = FakeClient.open(app, "/echo");
    other.text("hello");
    assertThat(other.next()).isEqualTo("text hello");
    other.end(1000, "");
  }

  // -- bounds --

  @Test
  void slowReaderStopsItsApp() throws Exception {
    FakeClient client = FakeClient.ask(app, "/floods");
    client.isSlow(true);
    client.events().opened(client);
    assertThat(client.next()).hasSize(1005);
    String before = "";
    for (String state = state(app); !state.equals(before); state = state(app)) {
      before = state;
      Thread.sleep(300);
    }
    assertThat(client.waiting()).isZero(); // one at a time
    int sent = Integer.parseInt(before.replaceAll(".*\"sent\": (\\d+).*", "$1"));
    assertThat(sent).isLessThan(1000);
    client.isSlow(false);
    for (int i = 0; i < 2000; i++) {
      assertThat(client.next()).hasSize(1005);
    }
    client.end(1000, "");
    PythonServer.await("no socket", () -> sockets(app) == 0);
  }

  @Test
  void appThatDoesNotReceiveStopsItsClientAndIsClosedInTheEnd() throws Exception {
    app.close();
    app = app("timeout", "2");
    FakeClient client = FakeClient.open(app, "/silent");
    int sent = 0;
    while (client.waiting() == 0 && sent < 10_000) {
      client.binary(new byte[10_000]);
      sent++;
    }
    assertThat(sent).isBetween(10, 1000);
    assertThat(client.next()).isEqualTo("close 1013 The app does not receive");
    PythonServer.await("no socket", () -> sockets(app) == 0);
  }
}
