package org.gatewaybridge.websocket;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.operation.SocketFigures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenSocketTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final OpenSockets all =
      new OpenSockets(
          new SocketOptions(1000, 0, 0, false, Origins.of(List.of()), 10),
          OpenSocketTest.class.getClassLoader(),
          closed -> told.add("line " + closed.code() + " out " + closed.figures().messagesSent()));
  private final FakeWire wire = new FakeWire();
  private final OpenSocket socket =
      all.accept(
          new SocketEvents() {
            @Override
            public void opened(SocketSession session) {}

            @Override
            public void message(WebSocketMessage message) {}

            @Override
            public void closed(int code, String reason) {
              told.add("closed " + code);
            }
          },
          "GET /",
          Map.of());

  /** Keeps what is told of a message's end. */
  private static final class FakeWire implements Wire {
    private @Nullable Consumer<@Nullable Throwable> sent;
    private final BlockingQueue<String> did = new LinkedBlockingQueue<>();

    @Override
    public void send(WebSocketMessage message, Consumer<@Nullable Throwable> then) {
      sent = then;
    }

    @Override
    public boolean readsAhead() {
      return false;
    }

    @Override
    public boolean pause(boolean now) {
      did.add(now ? "pause" : "read");
      return true;
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code, String reason) {
      did.add("close " + code);
    }
  }

  @BeforeEach
  void sendOne() {
    socket.opened(wire);
    socket.send(
        WebSocketMessage.of("hello"),
        failure -> told.add(failure == null ? "sent" : requireNonNull(failure.getMessage())));
  }

  @AfterEach
  void end() {
    all.end(Duration.ofSeconds(1));
  }

  private List<String> told(int count) throws InterruptedException {
    List<String> first = new ArrayList<>();
    while (first.size() < count) {
      String next = told.poll(20, TimeUnit.SECONDS);
      first.add(next == null ? "nothing" : next);
    }
    return first;
  }

  @Test
  void clientThatClosesWhenItHasTheMessageHasIt() throws Exception {
    socket.closed(1000, "");
    assertThat(told).isEmpty();
    requireNonNull(wire.sent).accept(null);
    assertThat(told(3)).containsExactly("sent", "closed 1000", "line 1000 out 1");
    assertThat(all.figures()).isEqualTo(new SocketFigures(0, 0, 1, 5));
  }

  @Test
  void messageOfWhichNothingIsToldIsGivenUp() throws Exception {
    socket.closed(4000, "");
    assertThat(told(3))
        .containsExactly("The WebSocket has been closed", "closed 4000", "line 4000 out 0");
    requireNonNull(wire.sent).accept(null);
    assertThat(told).isEmpty();
  }

  @Test
  void lostClientEndsTheMessageAtOnce() throws Exception {
    socket.closed(1006, "");
    assertThat(told)
        .containsExactly("closed 1006", "line 1006 out 0", "The WebSocket has been closed");
  }

  @Test
  void failedMessageLosesTheClient() throws Exception {
    requireNonNull(wire.sent).accept(new IOException("reset"));
    assertThat(told(3)).containsExactly("reset", "closed 1006", "line 1006 out 0");
  }

  @Test
  void closeWaitsForTheMessage() throws Exception {
    socket.close(4001, "");
    assertThat(told).isEmpty();
    requireNonNull(wire.sent).accept(null);
    assertThat(told(3)).containsExactly("sent", "closed 4001", "line 4001 out 1");
  }

  @Test
  void secondMessageWaitsForTheFirst() {
    assertThatThrownBy(() -> socket.send(WebSocketMessage.of("again"), failure -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Wait until sent was called");
  }

  @Test
  void pausedClientIsReadAgainWhenItIsClosed() throws Exception {
    assertThat(socket.pause(true)).isTrue();
    socket.close(4001, "");
    requireNonNull(wire.sent).accept(null);
    assertThat(told(3)).contains("closed 4001");
    assertThat(wire.did).containsExactly("pause", "read", "close 4001");
  }
}
