package org.gatewaybridge.compat.wire;

/** How a response's end can be told. */
public enum Framing {
  /** It has no body: the answer to HEAD, 1xx, 204, 304. */
  NONE,
  /** Content-Length. */
  LENGTH,
  /** Chunks, and a last one of size 0. */
  CHUNKED,
  /** The end of the connection. */
  CLOSE
}
