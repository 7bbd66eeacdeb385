package org.gatewaybridge.operation;

/**
 * Hears of each request that was answered: for logs and meters.
 *
 * <p>A deployment finds its listeners by {@link java.util.ServiceLoader}, so a jar in WEB-INF/lib
 * that provides one is enough. Requests are timed only where there is one.
 */
@FunctionalInterface
public interface CallListener {
  /**
   * Is called once, before the first request.
   *
   * @param status may be asked at any time, on any thread
   */
  default void begins(GatewayStatus status) {}

  /**
   * Is called for each request, those that the gateway answered by itself too, on the thread that
   * answered and before the request ends. It must not wait; what it throws is logged.
   */
  void answered(Answered answered);

  /** Is called once, after the last request. */
  default void ends() {}
}
