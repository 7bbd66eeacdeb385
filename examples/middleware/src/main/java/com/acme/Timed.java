package com.acme;

import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.Middleware;

/** Adds a Server-Timing header: how long it took until the answer began. */
final class Timed implements Middleware {
  @Override
  public GatewayApp wrap(GatewayApp app) {
    return (environ, startResponse) -> {
      long began = System.nanoTime();
      return app.call(
          environ,
          (status, headers, excInfo) -> {
            String timing = "app;dur=" + (System.nanoTime() - began) / 1000 / 1000.0;
            return startResponse.start(status, Headers.plus(headers, "Server-Timing", timing), excInfo);
          });
    };
  }
}
