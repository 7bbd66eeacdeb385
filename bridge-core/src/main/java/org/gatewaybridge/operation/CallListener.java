package org.gatewaybridge.operation;

/**
 * Is called for each request that was answered, such as for logs and meters.
 *
 * <p>A deployment finds its listeners by {@link java.util.ServiceLoader}, so a jar in WEB-INF/lib
 * that provides one is enough. Requests are timed only where there is one.
 */
@FunctionalInterface
public interface CallListener {
  /**
   * Is called once, before the first request.
   *
   * @param status can be used at any time, on any thread
   */
  default void begins(GatewayStatus status) {}

  /**
   * Is called for each request, including those that the gateway answered itself, on the thread
   * that answered and before the request ends. It must not wait; what it throws is logged.
   */
  void answered(Answered answered);

  /**
   * Is called for each WebSocket that has ended, on any thread; its request was told to {@link
   * #answered} with the status 101 when it was accepted. It must not wait; what it throws is
   * logged.
   */
  default void socketClosed(SocketClosed closed) {}

  /** Is called once, after the last request. */
  default void ends() {}
}
