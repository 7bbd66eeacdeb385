package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.gatewaybridge.engine.FixedAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The requests that the gateway refuses or answers itself.
 *
 * @param longestBody how many bytes a request's body may have; 0 for any number that the container
 *     can tell
 */
record OwnAnswers(RequestCheck check, Health health, long longestBody) {
  /** What follows on the connection may be the rest of this request, or the next one. */
  private static final FixedAnswer UNKNOWN_END =
      FixedAnswer.of(501, "Not Implemented", "Connection", "close");

  /**
   * Returns the answer; null if the request is the app's.
   *
   * @param path null if it is unclear
   */
  @Nullable FixedAnswer to(HttpServletRequest request, @Nullable RequestPath path) {
    if (!check.isFramed(request)) {
      return request.getProtocol().startsWith("HTTP/1") ? UNKNOWN_END : FixedAnswer.BAD_REQUEST;
    }
    String method = request.getMethod();
    boolean tunnel = method.equals("CONNECT") && !check.isWebSocketStream(request);
    if (tunnel || method.equals("TRACE")) {
      return FixedAnswer.METHOD_NOT_ALLOWED;
    }
    if (path == null || !check.isSound(request)) {
      return FixedAnswer.BAD_REQUEST;
    }
    FixedAnswer healthAnswer = health.answerTo(path.pathInfo());
    return healthAnswer == null && longestBody > 0 ? refusal(request) : healthAnswer;
  }

  private @Nullable FixedAnswer refusal(HttpServletRequest request) {
    try {
      return request.getContentLengthLong() > longestBody ? FixedAnswer.CONTENT_TOO_LARGE : null;
    } catch (NumberFormatException beyondLong) { // the container cannot tell it
      return FixedAnswer.BAD_REQUEST;
    }
  }
}
