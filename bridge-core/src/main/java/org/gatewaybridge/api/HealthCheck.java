package org.gatewaybridge.api;

/**
 * A gateway app that knows whether it can answer, for {@code gateway.health}. An app that does not
 * implement it is taken to be able.
 */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Whether the app can answer requests. Called on any thread, at any time between the making of
   * the app and its close; it must not wait.
   */
  boolean isHealthy();
}
