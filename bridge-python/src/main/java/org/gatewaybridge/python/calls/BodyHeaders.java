package org.gatewaybridge.python.calls;

import java.util.Map;
import java.util.Set;
import org.gatewaybridge.api.EnvironKeys;

/**
 * What an environ says about the body. A filter may have changed the body, and have left or hidden
 * the client's Content-Length.
 */
final class BodyHeaders {
  // RFC 9110 9.3: content has no meaning in these, so that nobody sends it while it reads
  private static final Set<String> USUALLY_WITHOUT = Set.of("GET", "HEAD", "DELETE");

  private BodyHeaders() {}

  /** Returns the declared length, -1 if it is not known before the body's end. */
  static long length(Map<String, Object> environ) {
    if (environ.get(EnvironKeys.CONTENT_LENGTH) instanceof String declared) {
      return Long.parseLong(declared);
    }
    boolean none =
        isWithoutFraming(environ)
            && isUsuallyWithout(environ)
            && environ.get(EnvironKeys.CONTENT_TYPE) == null;
    return none ? 0 : -1;
  }

  /** Returns whether a body of unknown length may be none, and a look does not wait long. */
  static boolean maybeNone(Map<String, Object> environ) {
    return !environ.containsKey("HTTP_EXPECT")
        && (isUsuallyWithout(environ) || isWithoutFraming(environ));
  }

  /** Returns whether the client has sent no body; a filter may have put one there. */
  private static boolean isWithoutFraming(Map<String, Object> environ) {
    return !environ.containsKey("HTTP_TRANSFER_ENCODING")
        && environ.get(EnvironKeys.SERVER_PROTOCOL) instanceof String protocol
        && protocol.startsWith("HTTP/1."); // HTTP/2 has bodies without either header
  }

  private static boolean isUsuallyWithout(Map<String, Object> environ) {
    return environ.get(EnvironKeys.REQUEST_METHOD) instanceof String method
        && USUALLY_WITHOUT.contains(method);
  }
}
