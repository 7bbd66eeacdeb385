package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** WebSockets under other settings, at the end of a deployment, and by the JDK's own client. */
public interface SocketDeploymentContract extends Contract {

  @Test
  @Case(
      id = "W57",
      title = "pages of the origins that are set may open one, others may not",
      source = "RFC 6455 10.2")
  default void pagesOfTheOriginsThatAreSetMayOpenOne() {
    Caller caller = at(Neighbours.SOCKETS);
    RawRequest asking = caller.asking(Script.accept().echo());
    try (RawWebSocket socket = caller.open(asking.with("Origin", "https://friend.example"))) {
      assertThat(socket.send("a").next().text()).isEqualTo("a");
    }
    for (String other : List.of("http://friend.example", "https://friend.example:1", "null")) {
      ResponseAssert.assertThat(caller.ask(asking.with("Origin", other))).hasCode(403);
    }
  }

  @Test
  @Case(id = "W58", title = "gateway.websocket.max-message is obeyed", source = "this project")
  default void maxMessageIsObeyed() {
    Caller caller = at(Neighbours.SOCKETS);
    try (RawWebSocket socket = caller.open(caller.asking(Script.accept().echo()))) {
      assertThat(socket.send("x".repeat(1024)).next().payload()).hasSize(1024);
      socket.send("x".repeat(1025));
      assertThat(socket.awaitClose().orElseThrow().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  @Case(
      id = "W59",
      title = "gateway.websocket.ping sends pings to a client that is silent",
      source = "RFC 6455 5.5.2")
  default void silentClientIsPinged() {
    Caller caller = at(Neighbours.SOCKETS);
    try (RawWebSocket socket = caller.open(caller.asking(Script.accept().echo()))) {
      Frame ping = socket.frame();
      assertThat(ping.opcode()).isEqualTo(Frame.PING);
      socket.send(Frame.of(Frame.PONG, ping.payload()));
      assertThat(socket.send("a").next().text()).isEqualTo("a");
    }
  }

  @Test
  @Case(
      id = "W60",
      title = "gateway.websocket.idle-timeout ends a WebSocket on which nothing comes or goes",
      source = "this project")
  default void idleSocketIsEnded() {
    Caller caller = at(Neighbours.IDLE_SOCKETS);
    RawRequest asking = caller.asking(Script.accept().echo());
    try (RawWebSocket socket = caller.open(asking)) {
      Optional<Frame> close = socket.awaitClose();

      observe("W60", "", close.map(Frame::toString).orElse("no close frame"));
      close.ifPresent(frame -> assertThat(frame.closeCode()).isIn(1000, 1001, 1006));
    }
    assertThat(caller.ledger(asking).await("over")).contains("open");
  }

  @Test
  @Case(
      id = "W61",
      title = "gateway.websocket.compression lets a container agree on it",
      source = "RFC 7692 7")
  default void compressionIsAgreedOnWhereItIsSet() {
    Caller caller = at(Neighbours.IDLE_SOCKETS);
    RawRequest asking =
        caller
            .asking(Script.accept().echo())
            .with("Sec-WebSocket-Extensions", "permessage-deflate");
    try (RawWebSocket socket = caller.open(asking)) {
      String agreed = socket.head().first("Sec-WebSocket-Extensions").orElse("");
      observe("W61", "", agreed.isEmpty() ? "not agreed on" : agreed);
      assertThat(agreed).startsWith("permessage-deflate");
    }
  }

  @Test
  @Case(
      id = "W62",
      title = "a redeployment closes 100 open WebSockets, and the next app serves",
      source = "RFC 6455 7.4.1, IANA")
  default void redeploymentClosesOpenSockets() throws Exception {
    Assumptions.assumeTrue(
        container().id().startsWith("tomcat") || container().id().startsWith("jetty"),
        "not run: tried on Tomcat and Jetty, which look for changed WARs");
    try (ServerProcess server = container().start(Map.of("/again", app()))) {
      Caller caller = new Caller(new Mounted("/again", server));
      List<RawWebSocket> sockets = hundred(caller);

      new Redeployments(server, caller, "/again").run(1);

      sockets.forEach(socket -> assertThat(goodBye(socket)).isIn(1001, 1012));
      try (RawWebSocket socket = caller.open(caller.asking(Script.accept().echo()))) {
        assertThat(socket.send("a").next().text()).isEqualTo("a");
      }
      assertThat(LiveProcess.leaks(server.log())).isEmpty();
    }
  }

  @Test
  @Case(
      id = "W63",
      title = "a server that stops closes open WebSockets with 1001",
      source = "RFC 6455 7.4.1")
  default void stoppingServerClosesOpenSockets() throws Exception {
    List<RawWebSocket> sockets;
    try (ServerProcess server = container().start(Map.of("/ends", app()))) {
      sockets = hundred(new Caller(new Mounted("/ends", server)));
      server.stop();
    }
    sockets.forEach(socket -> assertThat(goodBye(socket)).isIn(1001, 1012));
  }

  @Test
  @Case(
      id = "W64",
      title = "the JDK's client gets along with it",
      source = "java.net.http.WebSocket")
  default void clientOfTheJdkGetsAlong() throws Exception {
    Script script = Script.accept("Sec-WebSocket-Protocol", "b").echo();
    RawRequest request = gateway().scripted(script);
    JdkWebSocket client = JdkWebSocket.open(gateway(), request, "a", "b");

    assertThat(client.socket().getSubprotocol()).isEqualTo("b");
    client.socket().sendText("h\u00e9", false).join().sendText("llo", true).join();
    assertThat(client.next()).isEqualTo("text h\u00e9llo");
    String large = "0123456789".repeat(50_000);
    client.socket().sendBinary(ByteBuffer.wrap(large.getBytes(ISO_8859_1)), true).join();
    assertThat(client.next()).isEqualTo("bytes " + large);
    client.socket().sendPing(ByteBuffer.wrap("p".getBytes(UTF_8))).join();
    assertThat(client.next()).isEqualTo("pong p");
    client.socket().sendClose(4001, "bye").join();
    assertThat(client.next()).startsWith("closed 4001");
    gateway().ledger(request).await("closed 4001 bye");
    assertThat(JdkWebSocket.refusal(gateway(), gateway().scripted(denial()))).hasValue(403);
  }

  private static Script denial() {
    return Script.start("403 Forbidden", "Content-Type", "text/plain").list("no");
  }

  private Caller at(String contextPath) {
    return new Caller(new Mounted(contextPath, Neighbours.on(container()).mounted().server()));
  }

  private static List<RawWebSocket> hundred(Caller caller) {
    List<RawWebSocket> sockets = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      RawWebSocket socket = caller.open(caller.asking(Script.accept().echo()));
      assertThat(socket.send("a").next().text()).isEqualTo("a");
      sockets.add(socket);
    }
    return sockets;
  }

  /** Returns the code of the close frame that is to have come, answers it and ends. */
  private static int goodBye(RawWebSocket socket) {
    try (socket) {
      Frame close = socket.awaitClose().orElseThrow(() -> new AssertionError("no close frame"));
      socket.send(Frame.close(close.closeCode(), ""));
      return close.closeCode();
    }
  }

  private static Path app() {
    return Path.of(System.getProperty("compat.app", ""));
  }
}
