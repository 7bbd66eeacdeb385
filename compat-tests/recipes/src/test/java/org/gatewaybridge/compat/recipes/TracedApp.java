package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** An app that says in which trace it is called, by the environ and by OpenTelemetry's own API. */
public final class TracedApp implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    SpanContext span = Span.current().getSpanContext();
    boolean fails = "/fails".equals(environ.get("PATH_INFO"));
    startResponse.start(
        fails ? "503 Service Unavailable" : "200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of(
        String.join(
            "\n",
            String.valueOf(environ.get("HTTP_TRACEPARENT")),
            span.getTraceId(),
            span.getSpanId(),
            Thread.currentThread().getName()),
        UTF_8);
  }
}
