package org.gatewaybridge.middleware;

import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.HealthCheck;

/**
 * What stands before an app and is to a deployment what that is: as healthy, and closed with it.
 */
abstract class Front implements GatewayApp, HealthCheck, AutoCloseable {
  private final GatewayApp app;

  Front(GatewayApp app) {
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
