package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R38;
import static org.gatewaybridge.api.ContractRule.R39;
import static org.gatewaybridge.api.ContractRule.R40;
import static org.gatewaybridge.api.ContractRule.R41;
import static org.gatewaybridge.api.ContractRule.R42;
import static org.gatewaybridge.api.ContractRule.R43;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.api.WebSocketRequest;
import org.jspecify.annotations.NullUnmarked;

/** Apps and gateways that misbehave with a WebSocket. */
@NullUnmarked // hands over null on purpose
final class SocketMisdeeds {
  private static final WebSocketApp SILENT = socket -> {};

  private SocketMisdeeds() {}

  static Stream<Misdeed> all() {
    return Stream.of(
        new Misdeed(
            R38,
            "puts something else",
            gateway -> {
              gateway.environ.put(EnvironKeys.WEBSOCKET, "a socket");
              gateway.run(new LintedApp().wrap((environ, start) -> Bodies.empty()));
            }),
        accepting(
            R39,
            "accepts twice",
            asked -> {
              asked.accept(SILENT, List.of());
              return asked.accept(SILENT, List.of());
            }),
        accepting(R39, "accepts for nobody", asked -> asked.accept(null, List.of())),
        new Misdeed(
            R39,
            "starts and accepts",
            gateway ->
                run(
                    gateway,
                    new Fake(),
                    (asked, start) -> {
                      start.start("200 OK", Headers.of());
                      return asked.accept(SILENT, List.of());
                    })),
        new Misdeed(
            R39,
            "accepts and starts",
            gateway ->
                run(
                    gateway,
                    new Fake(),
                    (asked, start) -> {
                      asked.accept(SILENT, List.of());
                      start.start("200 OK", Headers.of());
                      return Bodies.empty();
                    })),
        accepting(
            R40,
            "chooses what was not offered",
            asked -> asked.accept(SILENT, Headers.of("Sec-WebSocket-Protocol", "other"))),
        accepting(
            R40,
            "answers the key",
            asked -> asked.accept(SILENT, Headers.of("Sec-WebSocket-Accept", "x"))),
        talking(R41, "sends null", new Fake(), socket -> socket.send((WebSocketMessage) null)),
        talking(R41, "closes with no code", new Fake(), socket -> socket.close(1005, "")),
        talking(
            R41,
            "closes with a long reason",
            new Fake(),
            socket -> socket.close(1000, "x".repeat(124))),
        talking(
            R42,
            "receives in receive",
            new Fake(),
            socket -> {
              Fake.inReceive = socket::receive;
              socket.receive();
            }),
        talking(
            R43,
            "is given a message after null",
            new Fake(null, WebSocketMessage.of("late")),
            socket -> {
              socket.receive();
              socket.receive();
            }),
        talking(R43, "is given null without a code", new Fake().open(), WebSocket::receive));
  }

  private interface Accepting {
    Iterable<byte[]> accept(WebSocketRequest asked) throws Exception;
  }

  private interface Answering {
    Iterable<byte[]> answer(WebSocketRequest asked, org.gatewaybridge.api.StartResponse start)
        throws Exception;
  }

  private static Misdeed accepting(ContractRule rule, String what, Accepting accepting) {
    return new Misdeed(
        rule, what, gateway -> run(gateway, new Fake(), (asked, start) -> accepting.accept(asked)));
  }

  private static Misdeed talking(ContractRule rule, String what, Fake fake, WebSocketApp app) {
    return new Misdeed(
        rule, what, gateway -> run(gateway, fake, (asked, start) -> asked.accept(app, List.of())));
  }

  private static void run(FakeGateway gateway, Fake fake, Answering answering) throws Exception {
    gateway.environ.put(EnvironKeys.WEBSOCKET, fake);
    gateway.run(
        new LintedApp()
            .wrap(
                (environ, start) ->
                    answering.answer(
                        (WebSocketRequest) environ.get(EnvironKeys.WEBSOCKET), start)));
    fake.app.run(fake);
  }

  /** A request and its socket. */
  private static final class Fake implements WebSocketRequest, WebSocket {
    static java.util.concurrent.Callable<Object> inReceive;

    private final ArrayDeque<java.util.Optional<WebSocketMessage>> messages = new ArrayDeque<>();
    private int closeCode = 1000;
    private WebSocketApp app = SILENT;

    Fake(WebSocketMessage... messages) {
      Arrays.stream(messages).map(java.util.Optional::ofNullable).forEach(this.messages::add);
    }

    Fake open() {
      closeCode = -1;
      return this;
    }

    @Override
    public List<String> subprotocols() {
      return List.of("chat");
    }

    @Override
    public Iterable<byte[]> accept(WebSocketApp given, List<Map.Entry<String, String>> headers) {
      app = given;
      return Bodies.empty();
    }

    @Override
    public WebSocketMessage receive() {
      var nested = inReceive;
      inReceive = null;
      if (nested != null) {
        try {
          nested.call();
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      return messages.isEmpty() ? null : messages.poll().orElse(null);
    }

    @Override
    public void send(WebSocketMessage message) {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public int closeCode() {
      return closeCode;
    }

    @Override
    public String closeReason() {
      return "";
    }
  }
}
