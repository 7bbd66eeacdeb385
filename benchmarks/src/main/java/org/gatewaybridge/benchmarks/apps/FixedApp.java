package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Three headers and a fixed text, without a look at the request: what {@link FixedServlet} does.
 */
public final class FixedApp implements GatewayApp {

  /** Made by the bridge, by its name. */
  public FixedApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    startResponse.start(
        "200 OK",
        Headers.of(
            "Content-Type", "text/plain; charset=utf-8",
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff"));
    return Bodies.of("Hello, world!\n", UTF_8);
  }
}
