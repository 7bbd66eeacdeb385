package org.gatewaybridge.python.sockets;

/** What becomes of the last message for a client. */
enum Delivery {
  TAKEN,
  SENDING,
  /** The loop has gone on with other sockets meanwhile. */
  LEFT
}
