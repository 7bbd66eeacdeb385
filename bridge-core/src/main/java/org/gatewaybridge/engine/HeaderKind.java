package org.gatewaybridge.engine;

/** What a response header is to the gateway. */
enum HeaderKind {
  CONTENT_TYPE,
  CONTENT_LENGTH,
  /** About one connection and therefore the server's. */
  HOP_BY_HOP,
  OTHER
}
