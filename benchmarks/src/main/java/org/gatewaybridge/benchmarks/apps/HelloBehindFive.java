package org.gatewaybridge.benchmarks.apps;

import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/** {@link HelloApp} behind {@link Five} middlewares. */
public final class HelloBehindFive implements GatewayApp {
  private final GatewayApp app = Five.around(new HelloApp());

  /** Made by the bridge, by its name. */
  public HelloBehindFive() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws Exception {
    return app.call(environ, startResponse);
  }
}
