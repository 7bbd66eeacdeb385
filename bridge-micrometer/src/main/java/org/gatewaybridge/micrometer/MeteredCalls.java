package org.gatewaybridge.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.GatewayStatus;
import org.gatewaybridge.operation.SocketClosed;
import org.jspecify.annotations.Nullable;

/**
 * Meters of a deployment in Micrometer's global registry: the timer {@code gateway.requests} by
 * method and status, the counter {@code gateway.bytes}, the gauge {@code gateway.websockets.open},
 * the counters {@code gateway.websockets.closed} by code and {@code gateway.websockets.messages} by
 * direction, which count at the end of a socket, and the gauges {@code gateway.calls} (under way)
 * and {@code gateway.threads.left}, and one for each figure of the app's own, such as {@code
 * gateway.python.buffered.disk}. All have the tag {@code context}; of several deployments with one
 * context path, the gauges ask the newest.
 *
 * <p>This jar in WEB-INF/lib is enough; whoever wants the figures adds a registry to {@link
 * Metrics#globalRegistry}.
 */
public final class MeteredCalls implements CallListener {
  /** RFC 9110 9.3, RFC 5789; any other method is one tag, since a client may send what it likes. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private final MeterRegistry registry;
  private final List<Gauge> gauges = new CopyOnWriteArrayList<>();
  private volatile @Nullable Tags context;

  /** Makes meters in the global registry; called by the service loader. */
  public MeteredCalls() {
    this(Metrics.globalRegistry);
  }

  MeteredCalls(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void begins(GatewayStatus status) {
    Tags tags = Tags.of("context", status.contextPath());
    context = tags;
    add(
        Gauge.builder("gateway.calls", status, GatewayStatus::callsUnderWay)
            .description("Calls of the app that are under way"),
        "gateway.calls",
        tags);
    add(
        Gauge.builder("gateway.threads.left", status, GatewayStatus::threadsLeftBehind)
            .description("Threads that hang in calls which were answered without them"),
        "gateway.threads.left",
        tags);
    add(
        Gauge.builder("gateway.websockets.open", status, GatewayStatus::socketsOpen)
            .description("WebSockets that are open"),
        "gateway.websockets.open",
        tags);
    for (String figure : status.appFigures().keySet()) {
      String name = "gateway." + figure;
      add(
          Gauge.builder(name, status, now -> now.appFigures().getOrDefault(figure, 0L)),
          name,
          tags);
    }
  }

  /** Adds a gauge, in place of that of an older deployment with the same path. */
  private void add(Gauge.Builder<GatewayStatus> gauge, String name, Tags tags) {
    Gauge older = registry.find(name).tags(tags).gauge();
    if (older != null) {
      registry.remove(older);
    }
    gauges.add(gauge.tags(tags).register(registry));
  }

  @Override
  public void answered(Answered answered) {
    Tags tags = context == null ? Tags.empty() : context;
    String method = String.valueOf(answered.environ().get(EnvironKeys.REQUEST_METHOD));
    Timer.builder("gateway.requests")
        .description("Requests that were answered")
        .tags(tags)
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("status", answered.status() == 0 ? "none" : Integer.toString(answered.status()))
        .register(registry)
        .record(answered.nanos(), TimeUnit.NANOSECONDS);
    registry.counter("gateway.bytes", tags).increment((double) answered.bytes());
  }

  @Override
  public void socketClosed(SocketClosed closed) {
    Tags tags = context == null ? Tags.empty() : context;
    int code = closed.code();
    String known =
        code >= 1000 && code <= 1015 ? Integer.toString(code) : "other"; // clients choose
    registry.counter("gateway.websockets.closed", tags.and("code", known)).increment();
    registry
        .counter("gateway.websockets.messages", tags.and("direction", "received"))
        .increment((double) closed.figures().messagesReceived());
    registry
        .counter("gateway.websockets.messages", tags.and("direction", "sent"))
        .increment((double) closed.figures().messagesSent());
  }

  /** Takes the gauges back: the deployment that they ask is over. */
  @Override
  public void ends() {
    for (Gauge own : gauges) {
      Meter.Id id = own.getId();
      if (registry.find(id.getName()).tags(id.getTags()).gauge() == own) { // not a newer one's
        registry.remove(own);
      }
    }
    gauges.clear();
  }
}
