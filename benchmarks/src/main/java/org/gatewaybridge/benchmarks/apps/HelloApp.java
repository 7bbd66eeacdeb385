package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** The README's first app, which greets with the request's path: what {@link HelloServlet} does. */
public final class HelloApp implements GatewayApp {

  /** Made by the bridge, by its name. */
  public HelloApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain; charset=utf-8"));
    return Bodies.of(
        "Hello from "
            + environ.get(EnvironKeys.SCRIPT_NAME)
            + environ.get(EnvironKeys.PATH_INFO)
            + "\n",
        UTF_8);
  }
}
