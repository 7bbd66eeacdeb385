package org.gatewaybridge.middleware;

import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.HealthCheck;

/**
 * A middleware around an app: it is healthy if the app is, and closes the app when it is closed.
 */
abstract class AppWrapper implements GatewayApp, HealthCheck, AutoCloseable {
  private final GatewayApp app;

  AppWrapper(GatewayApp app) {
    this.app = app;
  }

  @Override
  public final boolean isHealthy() {
    return !(app instanceof HealthCheck check) || check.isHealthy();
  }

  @Override
  public final void close() throws Exception {
    if (app instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
