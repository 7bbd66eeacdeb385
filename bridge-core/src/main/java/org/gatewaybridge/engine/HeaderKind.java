package org.gatewaybridge.engine;

/** What a response header is to the gateway. */
enum HeaderKind {
  CONTENT_TYPE,
  CONTENT_LENGTH,
  /** Belongs to one connection, and so to the server. */
  HOP_BY_HOP,
  OTHER
}
