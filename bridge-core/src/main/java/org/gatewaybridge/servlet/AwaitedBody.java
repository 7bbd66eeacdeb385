package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Finds requests whose body has not arrived completely, so that reading it may have to wait. */
final class AwaitedBody {
  private AwaitedBody() {}

  /** Whether a reader of the body may have to wait for the client. */
  static boolean isOf(HttpServletRequest request) {
    long declared = request.getContentLengthLong();
    try {
      return declared > 0
          ? request.getHeader("Expect") != null || request.getInputStream().available() < declared
          : declared < 0 && mayBeThere(request);
    } catch (IOException | IllegalStateException e) { // met by the app where it reads
      return false;
    }
  }

  private static boolean mayBeThere(HttpServletRequest request) {
    if (request.getProtocol().startsWith("HTTP/1")) {
      return request.getHeader("Transfer-Encoding") != null;
    }
    // HTTP/2 has bodies without either header; that a GET has one is not worth a look at each.
    return switch (request.getMethod()) {
      case "GET", "HEAD", "OPTIONS", "DELETE" -> false;
      default -> true;
    };
  }
}
