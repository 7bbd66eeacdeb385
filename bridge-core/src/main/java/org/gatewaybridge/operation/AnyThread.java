package org.gatewaybridge.operation;

/**
 * An app that keeps nothing by thread, so that a call may wait for a slow client on a thread of the
 * gateway's own instead of one of the container's ({@code gateway.slow-clients}): from its
 * beginning, or in the middle of its body.
 */
public interface AnyThread {
  /** Whether that holds for the calls that begin now. Asked on any thread, for each request. */
  boolean onAnyThread();
}
