package org.gatewaybridge.api;

import java.io.IOException;

/**
 * Pushes body chunks: PEP 3333's {@code write()} callable, for apps that cannot return their body
 * as an {@code Iterable}.
 */
@FunctionalInterface
public interface BodyWriter {

  /**
   * Sends a chunk, and before the first one the head; returns when the server has taken it for the
   * client.
   *
   * <p>Called on the request's thread, until the app's {@code call} returns.
   *
   * @param chunk the bytes, not changed and not kept by the gateway; empty sends nothing but the
   *     head
   * @throws IOException if the client is gone; let it pass, it is not logged as an error
   * @throws ContractViolation if {@code chunk} is null or the app's call has already returned
   */
  void write(byte[] chunk) throws IOException;
}
