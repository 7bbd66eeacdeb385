package org.gatewaybridge.api;

/**
 * A gateway app that knows whether it can answer, for {@code gateway.health}. An app that does not
 * implement it is taken to be able.
 */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Whether the app can answer requests. Called at any time between the making of the app and its
   * close, on a thread of the gateway's, one call at a time. It should not wait: after {@code
   * gateway.timeout} (30 seconds if that is 0) its thread is interrupted, and the app counts as one
   * that cannot answer until the call ends.
   */
  boolean isHealthy();
}
