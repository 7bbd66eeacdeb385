package org.gatewaybridge.servlet;

import static org.gatewaybridge.api.ContractRule.R39;

import org.gatewaybridge.api.ContractViolation;

/** What the servlet's response is used for. */
enum ResponseUse {
  /** It is the response to the client. */
  RESPONSE,
  /** It becomes a part of another one: an include. */
  PART_OF_ANOTHER,
  /** There is none any more: the connection is a WebSocket. */
  WEBSOCKET;

  /**
   * Returns true.
   *
   * @throws ContractViolation if there is no response any more
   */
  boolean mayHaveHead() {
    if (this == WEBSOCKET) {
      throw beside();
    }
    return true;
  }

  /** What an app is told that has both accepted a WebSocket and begun an answer. */
  static ContractViolation beside() {
    return new ContractViolation(
        R39, "startResponse was called beside accept; call it only to refuse a WebSocket");
  }
}
