package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket is asked for, and given or refused. */
public interface SocketHandshakeContract extends Contract {

  @ParameterizedTest
  @EnumSource(Mount.class)
  @Case(
      id = "W01",
      title = "a handshake opens a WebSocket, at every mount",
      source = "RFC 6455 4.2.2")
  default void handshakeOpensASocket(Mount mount) {
    Caller caller = at(mount);
    RawRequest asking = caller.asking(Script.accept().echo());
    try (RawWebSocket socket = caller.open(asking)) {
      assertThat(socket.send("hello").next().text()).isEqualTo("hello");
      socket.closeWith(1000, "");
    }
    assertThat(caller.ledger(asking).await("over")).contains("accept", "open", "closed 1000");
  }

  @Test
  @Case(
      id = "W02",
      title = "the app sees a handshake as any request, with one key more",
      source = "this project")
  default void handshakeIsARequestWithOneKeyMore() {
    RawRequest plain = gateway().get("/a%20b?c=%64").with("X-App", "environ").with("X-E", "e");
    Environ environ = gateway().environ(RawWebSocket.asking(plain));

    assertThat(environ.get("REQUEST_METHOD")).isEqualTo("GET");
    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/ctx");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/a b");
    assertThat(environ.get("QUERY_STRING")).isEqualTo("c=%64");
    assertThat(environ.get("HTTP_X_E")).isEqualTo("e");
    assertThat(environ.keys()).contains("gateway.websocket");
    assertThat(gateway().environ(plain).keys()).doesNotContain("gateway.websocket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other"})
  @Case(
      id = "W03",
      title = "a request that upgrades to nothing or to something else asks for no WebSocket",
      source = "RFC 9110 7.8")
  default void requestThatAsksForNone(String upgrade) {
    RawRequest asking = RawWebSocket.asking(gateway().get("/")).without("Upgrade");
    RawRequest other = upgrade.isEmpty() ? asking : asking.with("Upgrade", upgrade);

    assertThat(gateway().environ(other).keys()).doesNotContain("gateway.websocket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HTTP/1.0", "Connection", "Sec-WebSocket-Key"})
  @Case(id = "W04", title = "half a handshake opens no WebSocket", source = "RFC 6455 4.2.1")
  default void halfAHandshakeOpensNothing(String half) {
    RawRequest whole = gateway().asking(Script.accept().echo());
    RawRequest asking =
        switch (half) {
          case "POST" -> whole.method("POST").with("Content-Length", "0");
          case "HTTP/1.0" -> whole.version("HTTP/1.0");
          default -> whole.without(half);
        };
    RawResponse answer = gateway().ask(asking);

    ResponseAssert.assertThat(answer).hasCode(400, 405, 426, 500).isComplete();
    assertThat(gateway().ledger(asking).events()).doesNotContain("open");
    observe("W04", half, String.valueOf(answer.code()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "14", "x", "130"})
  @Case(
      id = "W05",
      title = "another version is refused, and the right one is named",
      source = "RFC 6455 4.2.2, 4.4")
  default void anotherVersionIsRefused(String version) {
    RawRequest asking = gateway().asking(Script.accept().echo()).without("Sec-WebSocket-Version");
    RawRequest other = version.isEmpty() ? asking : asking.with("Sec-WebSocket-Version", version);

    ResponseAssert.assertThat(gateway().ask(other))
        .hasCode(426)
        .hasHeader("Sec-WebSocket-Version", "13")
        .isComplete();
    assertThat(gateway().ledger(asking).events()).doesNotContain("accept", "open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "dGhlIHNhbXBsZSBub25jZQ",
        "dGhlIHNhbXBsZSBub25jZTE=",
        "!!hlIHNhbXBsZSBub25jZQ=="
      })
  @Case(id = "W06", title = "a key that is no 16 bytes is refused", source = "RFC 6455 4.2.1")
  default void keyThatIsNoneIsRefused(String key) {
    RawRequest asking = gateway().asking(Script.accept().echo()).without("Sec-WebSocket-Key");

    ResponseAssert.assertThat(gateway().ask(asking.with("Sec-WebSocket-Key", key))).hasCode(400);
    assertThat(gateway().ledger(asking).events()).doesNotContain("accept", "open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-WebSocket-Key", "Sec-WebSocket-Version"})
  @Case(
      id = "W07",
      title = "a header of the handshake that comes twice opens no WebSocket",
      source = "RFC 6455 11.3")
  default void headerThatComesTwiceIsRefused(String name) {
    RawRequest asking = gateway().asking(Script.accept().echo());
    String value = asking.first(name).orElseThrow();

    ResponseAssert.assertThat(gateway().ask(asking.with(name, value))).hasCode(400, 426);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: WebSocket",
        "Upgrade: WEBSOCKET",
        "Connection: upgrade",
        "Connection: keep-alive, Upgrade",
        "Connection: keep-alive,upgrade , x"
      })
  @Case(id = "W08", title = "tokens are read as tokens", source = "RFC 6455 4.2.1, RFC 9110 5.6.1")
  default void tokensAreReadAsTokens(String line) {
    String name = line.split(": ", 2)[0];
    String value = line.split(": ", 2)[1];
    RawRequest asking = gateway().asking(Script.accept().echo()).without(name).with(name, value);
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.send("a").next().text()).isEqualTo("a");
    }
  }

  @Test
  @Case(id = "W09", title = "a page of the same host may open one", source = "RFC 6455 10.2")
  default void pageOfTheSameHostMayOpenOne() {
    String own = "http://" + gateway().authority();
    RawRequest asking = gateway().asking(Script.accept().echo()).with("Origin", own);
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.send("a").next().text()).isEqualTo("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://other.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.example"})
  @Case(id = "W09", title = "a page of another host is refused", source = "RFC 6455 10.2")
  default void pageOfAnotherHostIsRefused(String origin) {
    RawRequest asking = gateway().asking(Script.accept().echo()).with("Origin", origin);

    ResponseAssert.assertThat(gateway().ask(asking)).hasCode(403).isComplete();
    assertThat(gateway().ledger(asking).events()).doesNotContain("accept", "open");
  }

  @Test
  @Case(id = "W10", title = "an app refuses with a page of its own", source = "RFC 6455 4.2.2")
  default void appRefusesWithAPage() {
    Script page = Script.start("401 Unauthorized", "WWW-Authenticate", "Basic").list("<h1>no</h1>");
    RawRequest asking = gateway().asking(page);
    try (RawConnection connection = gateway().connect()) {
      ResponseAssert.assertThat(connection.ask(asking))
          .hasCode(401)
          .hasHeader("WWW-Authenticate", "Basic")
          .hasText("<h1>no</h1>")
          .isComplete();
      ResponseAssert.assertThat(connection.ask(gateway().scripted(Script.ok().list("next"))))
          .hasText("next");
    }
  }

  @Test
  @Case(
      id = "W11",
      title = "an app chooses one of the subprotocols that are offered, or none",
      source = "RFC 6455 4.2.2")
  default void appChoosesASubprotocol() {
    Script chosen = Script.accept("Sec-WebSocket-Protocol", "chat.v1").echo();
    RawRequest asking =
        gateway()
            .asking(chosen)
            .with("Sec-WebSocket-Protocol", "chat.v2, chat.v1")
            .with("Sec-WebSocket-Protocol", "json");
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.head().all("Sec-WebSocket-Protocol")).containsExactly("chat.v1");
    }
    assertThat(gateway().ledger(asking).events()).contains("offered chat.v2,chat.v1,json");

    RawRequest without =
        gateway().asking(Script.accept().echo()).with("Sec-WebSocket-Protocol", "chat");
    try (RawWebSocket socket = gateway().open(without)) {
      assertThat(socket.head().all("Sec-WebSocket-Protocol")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Protocol: other",
        "Sec-WebSocket-Accept: x",
        "Upgrade: h2c",
        "Connection: close",
        "Content-Length: 1"
      })
  @Case(
      id = "W12",
      title = "a header that the app may not choose is refused with 500",
      source = "RFC 6455 4.2.2")
  default void headerOfTheServersIsRefused(String line) {
    Script accept = Script.accept(line.split(": ", 2)).echo();
    RawRequest asking = gateway().asking(accept).with("Sec-WebSocket-Protocol", "chat");

    ResponseAssert.assertThat(gateway().ask(asking)).isInternalServerError();
    assertThat(gateway().ledger(asking).events()).doesNotContain("open");
  }

  @Test
  @Case(id = "W13", title = "the app's headers are in the answer", source = "RFC 6455 4.2.2")
  default void headersOfTheAppAreInTheAnswer() {
    Script accept = Script.accept("Set-Cookie", "a=1", "X-Own", "own", "Set-Cookie", "b=2").echo();
    try (RawWebSocket socket = gateway().open(gateway().asking(accept))) {
      assertThat(socket.head().all("Set-Cookie")).contains("a=1", "b=2");
      assertThat(socket.head().all("X-Own")).containsExactly("own");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "start"})
  @Case(
      id = "W14",
      title = "an app that fails before it accepts is answered with 500",
      source = "this project")
  default void appThatFailsBeforeItAccepts(String how) {
    Script script =
        how.equals("throw")
            ? Script.nothing().fails("RuntimeException")
            : Script.ok().step("accept").echo();
    RawRequest asking = gateway().asking(script);

    ResponseAssert.assertThat(gateway().ask(asking)).isInternalServerError();
    assertThat(gateway().ledger(asking).events()).doesNotContain("open");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "Transfer-Encoding", "Set-Cookie"})
  @Case(
      id = "W65",
      title = "the answer that opens it has no body's length, and begins no session",
      source = "RFC 9110 8.6")
  default void answerHasNoHeaderThatNobodyGave(String name) {
    try (RawWebSocket socket = gateway().open(gateway().asking(Script.accept().echo()))) {
      assertThat(socket.head().all(name)).isEmpty();
      assertThat(socket.send("a").next().text()).isEqualTo("a");
    }
  }

  @Test
  @Case(
      id = "W15",
      title = "frames that come with the handshake are not lost",
      source = "RFC 6455 4.1")
  default void framesWithTheHandshakeAreNotLost() {
    RawRequest asking = gateway().asking(Script.accept().echo());
    try (RawConnection connection = gateway().connect()) {
      connection.send(Frame.join(asking.bytes(), Frame.text("early").bytes()));
      assertThat(RawWebSocket.upgraded(connection, asking).next().text()).isEqualTo("early");
    }
  }

  @Test
  @Case(
      id = "W16",
      title = "a client that is gone before the app accepts harms nobody",
      source = "RFC 6455 7.1.7")
  default void clientIsGoneBeforeTheAppAccepts() throws IOException {
    RawRequest asking = gateway().asking(Script.nothing().await("gone").step("accept").echo());
    try (RawConnection connection = gateway().connect()) {
      connection.send(asking);
      gateway().ledger(asking).await("call");
      connection.reset();
    }
    gateway().ledger(asking).note("gone");

    List<String> events = gateway().ledger(asking).await("accept");
    assertThat(events).doesNotContain("closed 1000");
    ResponseAssert.assertThat(gateway().play(Script.ok().list("next"))).hasText("next");
  }

  @Test
  @Case(id = "W17", title = "a filter in front is no obstacle", source = "Servlet 6 6.2")
  default void filterInFrontIsNoObstacle() {
    opensAt(new Mounted("/front", Neighbours.on(container()).mounted().server()), "none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "prefix"})
  @Case(
      id = "W17",
      title = "a filter that wraps the request is no obstacle either",
      source = "Servlet 6 6.2.2")
  default void filterThatWrapsIsNoObstacle(String wrap) {
    opensAt(new Mounted("/mixed/app", Dispatches.on(container()).mounted().server()), wrap);
  }

  private static void opensAt(Mounted mounted, String wrap) {
    Caller caller = new Caller(mounted);
    RawRequest asking = caller.asking(Script.accept().echo()).with("X-Wrap", wrap);
    try (RawWebSocket socket = caller.open(asking)) {
      assertThat(socket.send("a").next().text()).isEqualTo("a");
    }
  }

  @Test
  @Case(
      id = "W18",
      title = "compression that is offered is not agreed on unless it is set",
      source = "RFC 7692 5.1")
  default void compressionIsNotAgreedOn() {
    RawRequest asking =
        gateway()
            .asking(Script.accept().echo())
            .with("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
    try (RawWebSocket socket = gateway().open(asking)) {
      Optional<String> agreed = socket.head().first("Sec-WebSocket-Extensions");
      assertThat(agreed.orElse("")).isEmpty();
      assertThat(socket.send("a".repeat(1000)).next().payload()).hasSize(1000);
    }
  }
}
