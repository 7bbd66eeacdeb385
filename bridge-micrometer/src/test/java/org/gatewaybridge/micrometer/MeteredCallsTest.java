package org.gatewaybridge.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.GatewayStatus;
import org.gatewaybridge.operation.SocketClosed;
import org.gatewaybridge.operation.SocketFigures;
import org.junit.jupiter.api.Test;

class MeteredCallsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MeteredCalls meters = new MeteredCalls(registry);

  /** A deployment with some calls under way. */
  private static final class Shop implements GatewayStatus {
    private final int calls;

    Shop(int calls) {
      this.calls = calls;
    }

    @Override
    public String contextPath() {
      return "/shop";
    }

    @Override
    public int callsUnderWay() {
      return calls;
    }

    @Override
    public int threadsLeftBehind() {
      return 1;
    }

    @Override
    public int socketsOpen() {
      return 2;
    }

    @Override
    public String health() {
      return "ready";
    }

    @Override
    public Map<String, Long> appFigures() {
      return Map.of("python.buffered.disk", 4096L);
    }
  }

  private void answer(String method, int status) {
    meters.answered(
        new Answered(Map.of("REQUEST_METHOD", method), status, 10, 2_000_000, 1_000_000));
  }

  @Test
  void requestsAreTimedByMethodAndStatus() {
    meters.begins(new Shop(3));

    answer("GET", 200);
    answer("GET", 200);
    answer("POST", 500);

    var ok = registry.get("gateway.requests").tags("context", "/shop", "method", "GET").timer();
    assertThat(ok.count()).isEqualTo(2);
    assertThat(ok.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(4);
    assertThat(registry.get("gateway.requests").tag("status", "500").timer().count()).isEqualTo(1);
    assertThat(registry.get("gateway.bytes").counter().count()).isEqualTo(30);
  }

  @Test
  void whatAClientMakesUpIsOneTag() {
    meters.begins(new Shop(3));

    answer("X-1", 404);
    answer("X-2", 0);

    assertThat(registry.get("gateway.requests").tag("method", "other").timers()).hasSize(2);
    assertThat(registry.get("gateway.requests").tag("status", "none").timer().count()).isEqualTo(1);
  }

  @Test
  void gaugesAskTheDeploymentUntilItsEnd() {
    Shop shop = new Shop(3);
    meters.begins(shop);
    assertThat(registry.get("gateway.calls").gauge().value()).isEqualTo(3);
    assertThat(registry.get("gateway.threads.left").gauge().value()).isEqualTo(1);

    assertThat(registry.get("gateway.python.buffered.disk").gauge().value()).isEqualTo(4096);

    meters.ends();

    assertThat(registry.find("gateway.calls").gauge()).isNull();
    assertThat(registry.find("gateway.python.buffered.disk").gauge()).isNull();
  }

  /** As in a redeployment that begins before the old version ends. */
  @Test
  void gaugesAreThoseOfTheNewestDeploymentAtAPath() {
    MeteredCalls newer = new MeteredCalls(registry);
    meters.begins(new Shop(3));
    newer.begins(new Shop(5));
    assertThat(registry.get("gateway.calls").gauge().value()).isEqualTo(5);

    meters.ends();
    assertThat(registry.get("gateway.calls").gauge().value()).isEqualTo(5);

    newer.ends();
    assertThat(registry.find("gateway.calls").gauge()).isNull();
  }

  @Test
  void webSocketsAreCountedByCodeWhichClientsChoose() {
    meters.begins(new Shop(0));
    assertThat(registry.get("gateway.websockets.open").gauge().value()).isEqualTo(2);
    for (int code : new int[] {1000, 1000, 4002, 4003}) {
      meters.socketClosed(new SocketClosed(Map.of(), code, new SocketFigures(3, 120, 4, 160), 1));
    }

    assertThat(closed("1000")).isEqualTo(2);
    assertThat(closed("other")).isEqualTo(2);
    assertThat(messages("received")).isEqualTo(12);
    assertThat(messages("sent")).isEqualTo(16);
  }

  private double closed(String code) {
    return registry.get("gateway.websockets.closed").tag("code", code).counter().count();
  }

  private double messages(String direction) {
    return registry
        .get("gateway.websockets.messages")
        .tag("direction", direction)
        .counter()
        .count();
  }

  @Test
  void serviceLoaderFindsIt() {
    assertThat(ServiceLoader.load(CallListener.class))
        .hasOnlyElementsOfType(MeteredCalls.class)
        .hasSize(1);
  }
}
