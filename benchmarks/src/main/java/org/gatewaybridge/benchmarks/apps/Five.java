package org.gatewaybridge.benchmarks.apps;

import org.gatewaybridge.api.GatewayApp;

/** Middlewares that do what most do: look into the environ, put something there, see the head. */
public final class Five {
  private Five() {}

  /** Wraps an app five times. */
  public static GatewayApp around(GatewayApp app) {
    GatewayApp wrapped = app;
    for (int i = 0; i < 5; i++) {
      wrapped = middleware("benchmark.middleware" + i, wrapped);
    }
    return wrapped;
  }

  private static GatewayApp middleware(String key, GatewayApp app) {
    return (environ, startResponse) -> {
      environ.put(key, environ.get("PATH_INFO"));
      return app.call(
          environ,
          (status, headers, excInfo) -> {
            if (!status.startsWith("2")) {
              throw new IllegalStateException(status);
            }
            return startResponse.start(status, headers, excInfo);
          });
    };
  }
}
