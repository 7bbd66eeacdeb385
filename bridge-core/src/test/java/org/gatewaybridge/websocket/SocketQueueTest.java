package org.gatewaybridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SocketQueueTest {
  private final SocketQueue queue = new SocketQueue();

  /** A server that can pause, or cannot. */
  private record Server(boolean canPause, List<Boolean> pauses) implements SocketSession {
    Server(boolean canPause) {
      this(canPause, new ArrayList<>());
    }

    @Override
    public void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent) {
      throw new AssertionError("nothing is sent");
    }

    @Override
    public void close(int code, String reason) {
      throw new AssertionError("nothing is closed");
    }

    @Override
    public boolean pause(boolean now) {
      pauses.add(now);
      return canPause;
    }
  }

  private int fill(Server server) {
    int added = 0;
    for (; queue.hasRoom(); added++) {
      queue.add(WebSocketMessage.of("" + added), server);
    }
    return added;
  }

  @Test
  void serverPausesAtSixteenMessagesAndWhatItHasReadHasRoom() {
    Server server = new Server(true);
    assertThat(fill(server)).isEqualTo(256);
    assertThat(server.pauses).containsExactly(true);
  }

  @Test
  void serverReadsOnWhenHalfOfThemAreTaken() {
    Server server = new Server(true);
    for (int i = 0; i < 16; i++) {
      queue.add(WebSocketMessage.of("" + i), server);
    }
    for (int i = 0; i < 8; i++) {
      assertThat(Objects.requireNonNull(queue.take(server)).text()).isEqualTo("" + i);
    }
    assertThat(server.pauses).containsExactly(true, false);
  }

  @Test
  void threadWaitsWhereTheServerCannotPause() {
    Server server = new Server(false);
    assertThat(fill(server)).isEqualTo(16);
    queue.take(server);
    assertThat(fill(server)).isEqualTo(1);
    assertThat(server.pauses).containsOnly(true);
  }
}
