package org.gatewaybridge.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatewaybridge.logging.LoggedFailure;

/** An answer of the gateway itself: its text contains nothing of the request or of a failure. */
public final class FixedAnswer {
  /** The request is malformed, or its body breaks off (RFC 9110 15.5.1). */
  public static final FixedAnswer BAD_REQUEST = new FixedAnswer(400, "Bad Request");

  /** The gateway takes no TRACE and no CONNECT (RFC 9110 15.5.6). */
  public static final FixedAnswer METHOD_NOT_ALLOWED =
      new FixedAnswer(
          405, "Method Not Allowed", "Allow", "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS");

  /** The request's body is larger than gateway.max-request-bytes (RFC 9110 15.5.14). */
  public static final FixedAnswer CONTENT_TOO_LARGE = new FixedAnswer(413, "Content Too Large");

  /** The app failed (RFC 9110 15.6.1). */
  public static final FixedAnswer INTERNAL_SERVER_ERROR =
      new FixedAnswer(500, "Internal Server Error");

  /** There is no room for the request, or the deployment ends (RFC 9110 15.6.4). */
  public static final FixedAnswer SERVICE_UNAVAILABLE =
      new FixedAnswer(503, "Service Unavailable", "Retry-After", "1");

  /** The app made no progress within gateway.timeout (RFC 9110 15.6.5). */
  public static final FixedAnswer GATEWAY_TIMEOUT = new FixedAnswer(504, "Gateway Timeout");

  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private final int status;
  private final String text;
  private final byte[] body;
  private final String[] fields;

  private FixedAnswer(int status, String text, String... more) {
    this.status = status;
    this.text = text;
    this.body = (text + '\n').getBytes(ISO_8859_1);
    fields = new String[2 + more.length];
    fields[0] = "Content-Type";
    fields[1] = "text/plain";
    System.arraycopy(more, 0, fields, 2, more.length);
  }

  /**
   * Returns an answer with a text of its own.
   *
   * @param more names and values of headers in turn
   */
  public static FixedAnswer of(int status, String text, String... more) {
    return new FixedAnswer(status, text, more);
  }

  /** Returns its text, without the line end. */
  public String text() {
    return text;
  }

  /** Returns whether it reports success, so that a page may include it. */
  public boolean isOk() {
    return status < 300;
  }

  /**
   * Sends it.
   *
   * @param toHead whether the request's method is HEAD
   */
  public void send(ResponseSink sink, boolean toHead) {
    try {
      sink.begin(status, fields, body.length, toHead);
      if (!toHead) {
        sink.write(body, body.length);
      }
      if (status >= 400) {
        sink.flush(); // so that no error page takes its place
      }
    } catch (ClientGone gone) {
      LoggedFailure.log(LOG, Level.DEBUG, () -> sink.request() + ": the client is gone", gone);
    }
  }
}
