package org.gatewaybridge.operation;

/**
 * An app that keeps no state in thread-locals, so that a call may wait for a slow client on a
 * thread of the gateway instead of one of the container's ({@code gateway.slow-clients}), from its
 * beginning or from the middle of its body.
 */
public interface AnyThread {
  /** Whether calls that begin now may do so. Called on any thread, for each request. */
  boolean onAnyThread();
}
