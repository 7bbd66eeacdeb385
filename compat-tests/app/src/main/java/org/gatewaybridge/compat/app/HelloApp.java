package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** The README's first app, for loads that want nothing else. */
public final class HelloApp implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain; charset=utf-8"));
    return Bodies.of("Hello from " + environ.get("PATH_INFO") + "\n", UTF_8);
  }
}
