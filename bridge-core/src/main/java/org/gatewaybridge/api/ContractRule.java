package org.gatewaybridge.api;

/**
 * The rules of the Gateway Interface 1.0, one sentence each.
 *
 * <p>The same rules, in the same words and with their reasons, are {@code docs/SPEC.md}; error
 * messages end with a rule's number, which is the constant's name.
 */
public enum ContractRule {
  // The call.

  /**
   * The gateway calls the app once per request with an environ and a startResponse, which returns a
   * BodyWriter; none of the three is null.
   */
  R01,

  /**
   * The environ is a mutable Map, private to the request, of non-null String keys and non-null
   * values.
   */
  R02,

  /** Every key without a dot has a String value. */
  R03,

  /**
   * REQUEST_METHOD, SCRIPT_NAME, PATH_INFO, QUERY_STRING, SERVER_NAME, SERVER_PORT and
   * SERVER_PROTOCOL are present.
   */
  R04,

  /** REQUEST_METHOD is a token, SERVER_NAME is not empty, SERVER_PORT is a number. */
  R05,

  /** SERVER_PROTOCOL is HTTP/ and a version number. */
  R06,

  /**
   * SCRIPT_NAME is empty or begins with / and does not end with it; PATH_INFO begins with /, or is
   * empty where SCRIPT_NAME is not.
   */
  R07,

  /** CONTENT_TYPE, CONTENT_LENGTH, REMOTE_USER and AUTH_TYPE are absent rather than empty. */
  R08,

  /** CONTENT_LENGTH is decimal digits. */
  R09,

  /** HTTP_CONTENT_TYPE, HTTP_CONTENT_LENGTH and HTTP_PROXY are never present. */
  R10,

  /** wsgi.version is the List of 1 and 0. */
  R11,

  /** wsgi.url_scheme is http or https. */
  R12,

  /**
   * wsgi.input is an InputStream that ends where the request's body ends, and throws an IOException
   * where it breaks off.
   */
  R13,

  /** wsgi.errors is a Writer. */
  R14,

  /**
   * wsgi.multithread, wsgi.multiprocess and wsgi.run_once are Boolean, and wsgi.input_terminated is
   * true.
   */
  R15,

  /** No value is read from the environ for the first time after the response has been closed. */
  R16,

  // The head.

  /**
   * The app calls startResponse before it hands over a non-empty chunk, and before its body ends.
   */
  R17,

  /** The app calls startResponse a second time only with an excInfo. */
  R18,

  /**
   * A call with an excInfo replaces a head that has not been sent, and throws the excInfo if it
   * has.
   */
  R19,

  /** The status is three digits from 200 to 999, a space and a reason. */
  R20,

  /**
   * Connection, Keep-Alive, Proxy-Authenticate, Proxy-Authorization, TE, Trailers,
   * Transfer-Encoding and Upgrade belong to the server.
   */
  R21,

  /** The headers are a List of entries whose names and values are not null. */
  R22,

  /** A header name is a token, and not Status. */
  R23,

  /** A reason or header value is latin-1 text without control characters. */
  R24,

  /** Content-Type and Content-Length come at most once. */
  R25,

  /** Content-Length is decimal digits. */
  R26,

  /**
   * The head is sent with the first non-empty chunk, with the first write, or at the end of the
   * body.
   */
  R27,

  // The body.

  /** The body is not null, and its iterator is asked for once. */
  R28,

  /** A chunk is a byte array, not null. */
  R29,

  /** The app calls write only until its call has returned. */
  R30,

  /** A chunk is with the client before the next one is asked for. */
  R31,

  /**
   * The gateway sets the Content-Length of a body without a byte, of a Collection of one chunk, and
   * of a file.
   */
  R32,

  /**
   * A body is as long as its Content-Length says; a longer one is cut, and a shorter one breaks the
   * connection visibly.
   */
  R33,

  /** An answer to HEAD and an answer 204, 205 or 304 carries no byte of body. */
  R34,

  /**
   * The gateway closes the body exactly once, in every ending, and asks nothing of it afterwards.
   */
  R35,

  /**
   * A failure before the head is sent is a fixed-text 500, and afterwards a visibly cut connection.
   */
  R36,

  /** A middleware that replaces the body closes the body that it replaced. */
  R37,

  // WebSockets.

  /**
   * gateway.websocket is a WebSocketRequest, and is present only if the request asks for a
   * WebSocket by a sound handshake from an allowed Origin.
   */
  R38,

  /**
   * An app that accepts a WebSocket does so once, does not call startResponse, and returns the body
   * that accept has returned.
   */
  R39,

  /**
   * The headers of accept keep R22 to R24, name at most one subprotocol, which the client offers,
   * and no other header of the handshake.
   */
  R40,

  /**
   * A message is not null, a close code is one that may be sent, and a close reason has at most 123
   * bytes.
   */
  R41,

  /** One thread at a time receives. */
  R42,

  /**
   * Messages arrive whole and in order; after the end of the socket receive returns null, and
   * closeCode says why.
   */
  R43,

  /**
   * The gateway closes a socket with 1000 if the app returns, 1011 if it throws, 1009 at a message
   * that is too long, and 1001 at the end of the deployment.
   */
  R44,

  // Trailers and early hints.

  /**
   * gateway.trailers is a ResponseTrailers and gateway.early_hints an EarlyHints, and each is
   * present only if this response can have such.
   */
  R45,

  /**
   * Trailers are promised before the head is sent, and are asked for once, after the last chunk and
   * before the body is closed.
   */
  R46,

  /**
   * Trailers keep R22 to R24, and contain no field that is needed before the body or belongs to the
   * server.
   */
  R47,

  /**
   * A response with trailers has no Content-Length; where the app sets one, to HEAD, and with 204,
   * 205 and 304, trailers are dropped.
   */
  R48,

  /**
   * Early hints are sent at once and before the head, keep R21 to R25, have no Content-Length, and
   * are no part of the answer.
   */
  R49;
}
