package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the headers of a response to the servlet's. */
final class ServletHead {
  private static final int NO_CONTENT = 204; // every container knows that it has no framing
  private static final int RESET_CONTENT = 205; // the only bodiless one with a length, of 0

  private ServletHead() {}

  /**
   * Adds all fields.
   *
   * @param fields names and values in turn
   * @param included whether the response becomes a part of another one
   * @return the Content-Type, null if there is none
   */
  static @Nullable String add(HttpServletResponse response, String[] fields, boolean included) {
    String contentType = null;
    for (int i = 0; i < fields.length; i += 2) {
      String name = fields[i];
      String value = fields[i + 1];
      if (isContentType(name)) {
        contentType = value;
        contentType(response, value, included);
      } else if (mayBeTheContainers(name)) {
        response.setHeader(name, value);
      } else {
        response.addHeader(name, value);
      }
    }
    return contentType;
  }

  private static boolean isContentType(String name) {
    return name.length() == 12 && name.equalsIgnoreCase("Content-Type");
  }

  private static boolean mayBeTheContainers(String name) {
    return switch (name.length()) {
      case 4 -> name.equalsIgnoreCase("Date");
      case 6 -> name.equalsIgnoreCase("Server");
      default -> false;
    };
  }

  private static void contentType(HttpServletResponse response, String value, boolean included) {
    response.setContentType(value);
    if (included) {
      return; // it is the page's, GlassFish would take its charset away
    }
    boolean named = value.indexOf(';') >= 0 && value.toLowerCase(Locale.ROOT).contains("charset");
    if (!named && !value.equals(response.getContentType())) {
      // Jetty 12.1 has added one of its own; Open Liberty would add one now.
      response.setCharacterEncoding((String) null);
    }
  }

  /** Whether every container knows how a response without a body ends, or another decides that. */
  static boolean hasKnownFraming(Exchange exchange, int status) {
    return status == RESET_CONTENT
        || status == NO_CONTENT
        || exchange.isIncluded()
        || exchange.isWrapped();
  }

  /**
   * Adds the Content-Length, if it may be sent.
   *
   * @param length the body's length, -1 if it is not known
   * @return whether the client gets the length
   */
  static boolean addLength(Exchange exchange, int status, long length, boolean bodiless) {
    HttpServletResponse response = exchange.response();
    boolean sent = length >= 0 && (bodiless || !endsBeforeItsSession(exchange));
    if (sent && exchange.isWrapped() && length <= Integer.MAX_VALUE) {
      response.setContentLength((int) length); // wrappers older than Servlet 3.1 know this
    } else if (sent) {
      response.setContentLengthLong(length);
    }
    if (status == RESET_CONTENT && exchange.container().leaves205Open(exchange.request())) {
      response.setHeader("Connection", "close"); // RFC 9110 15.3.6: else its client would wait
    }
    return sent;
  }

  /**
   * Whether the client must not take the response for whole before its session is stored: another
   * node could not read what this request did. Without a length the end comes last, with the length
   * if all of it fits the buffer.
   */
  private static boolean endsBeforeItsSession(Exchange exchange) {
    return exchange.sessionChanged() && exchange.container().storesSessionLate(exchange.request());
  }
}
