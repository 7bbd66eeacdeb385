package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.gatewaybridge.engine.ResponseSink;
import org.gatewaybridge.timeouts.InFlight;
import org.gatewaybridge.timeouts.WatchedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "NullAway"}) // the fake is called by name
class AppTurnsTest {
  private final AppTurns turns = new AppTurns(1);
  private final WatchedSink call =
      new WatchedSink(Fake.of(ResponseSink.class, new Object()), () -> {}, null);

  private static HttpServletRequest request() {
    Map<String, Object> attributes = new HashMap<>();
    return Fake.of(
        HttpServletRequest.class,
        new Object() {
          Object getAttribute(String name) {
            return attributes.get(name);
          }

          void setAttribute(String name, Object value) {
            attributes.put(name, value);
          }

          void removeAttribute(String name) {
            attributes.remove(name);
          }
        });
  }

  @AfterEach
  void endInterrupt() {
    Thread.interrupted();
  }

  /** Two servlets of one WAR, each of which includes the other. */
  @Test
  void turnOfOneAppIsNoneOfAnother() {
    HttpServletRequest request = request();
    AppTurns other = new AppTurns(1);
    turns.mark(request);

    assertThat(other.has(request)).isFalse();
    other.mark(request);
    other.release(request);

    assertThat(turns.has(request)).isTrue();
  }

  @Test
  void turnIsGivenBackThoughTheContainerHasEndedTheRequest() {
    assertThat(turns.take(call, false)).isTrue();
    HttpServletRequest recycled =
        Fake.of(
            HttpServletRequest.class,
            new Object() {
              void removeAttribute(String name) {
                throw new IllegalStateException("The request object has been recycled");
              }
            });

    assertThatThrownBy(() -> turns.release(recycled)).isInstanceOf(IllegalStateException.class);

    assertThat(turns.take(call, false)).isTrue();
  }

  @Test
  void interruptOfTheCallAroundItEndsTheWait() {
    assertThat(turns.take(call, false)).isTrue();
    Thread.currentThread().interrupt();

    assertThat(turns.take(call, true)).isFalse();
  }

  @Test
  void interruptTakesNoTurnAwayThatIsFree() {
    Thread.currentThread().interrupt();
    assertThat(turns.take(call, true)).isTrue();
    turns.release(request());

    Thread.currentThread().interrupt(); // by what ran on this thread before
    assertThat(turns.take(call, false)).isTrue();
  }

  @Test
  void callWhoseTimeIsOverGetsNoTurn() {
    InFlight calls = new InFlight(true);

    calls.run(
        call,
        () -> {
          try {
            calls.interrupt();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(turns.take(call, false)).isFalse();
  }
}
