package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.gatewaybridge.engine.ClientGone;
import org.gatewaybridge.engine.ResponseAborted;
import org.jspecify.annotations.Nullable;

/**
 * How one response is broken off, so that its client sees that it is not whole, and what is sent
 * besides it: what is behind a body shows its end, too. See docs/decisions/abort.md.
 */
final class BreakOff {
  private static final String BROKEN_OFF = BreakOff.class.getName() + ".brokenOff";

  private final Exchange exchange;
  private boolean told; // what the head says of the body
  private long length = -1;
  private boolean lengthSent;
  private boolean prepared;
  private boolean framedByOthers;
  private boolean begun;
  private boolean refused;
  private @Nullable Map<String, String> trailers; // null if the app has promised none

  BreakOff(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Whether a response to the request, this or an earlier one, was broken off. */
  static boolean hasHappened(HttpServletRequest request) {
    return request.getAttribute(BROKEN_OFF) != null;
  }

  /**
   * Takes what the head says of the body.
   *
   * @param contentLength the body's length, -1 if it is not known
   * @param sent whether the client gets the length
   */
  void begin(long contentLength, boolean sent, boolean bodiless) {
    told = true;
    length = contentLength;
    lengthSent = sent;
    prepared = bodiless;
    trailers = contentLength < 0 ? trailers : null; // those of an answer that is replaced
  }

  /** Sends a response 103 before this one. */
  void hint(String[] fields) throws ClientGone {
    if (exchange.response().isCommitted()) {
      throw new IllegalStateException("Early hints were sent after the head of the response");
    }
    try {
      exchange.container().sendHint(exchange.request(), exchange.response(), fields);
    } catch (IOException | RuntimeException e) {
      throw exchange.gone(e);
    }
  }

  /** Takes the app's trailers, none before the head. */
  void trail(Map<String, String> fields) {
    trailers = fields;
  }

  /**
   * Prepares, once and before anything is sent, for breaking the response off.
   *
   * @param bytes how much of the body goes out first; if that is all of it, nothing is prepared
   */
  void prepare(long bytes) {
    if (!prepared) {
      boolean included = exchange.isIncluded();
      prepared = true;
      framedByOthers = included || exchange.response().isCommitted();
      if (trailers != null && !framedByOthers) {
        exchange
            .container()
            .prepareTrailers(exchange.request(), exchange.response(), this::trailers);
      } else if (bytes != length && !included) {
        exchange
            .container()
            .prepareCut(exchange.request(), exchange.response(), lengthSent, this::trailers);
      }
    }
  }

  private Map<String, String> trailers() {
    if (begun) {
      throw new IllegalStateException("The response was broken off");
    }
    return trailers == null ? Map.of() : trailers;
  }

  /** Records the failure that ends the response, such as a refusal by the server. */
  void blame(Throwable failure) {
    refused = exchange.container().hasRefusedHead(failure);
  }

  /**
   * Records that the response is being broken off: the server may ask for trailers from now on.
   *
   * @return false if there is no response any more
   */
  boolean begin() {
    begun = true;
    if (!told && !exchange.isIncluded()) { // the app has used the servlet's response
      lengthSent = exchange.response().containsHeader("Content-Length");
      prepared = exchange.request().getMethod().equals("HEAD");
    }
    return !exchange.isUpgraded();
  }

  /**
   * Cuts the connection.
   *
   * @throws ResponseAborted where the server cuts when a request fails
   */
  void cut() {
    HttpServletRequest request = exchange.request();
    boolean committed = exchange.response().isCommitted();
    if (committed) {
      request.setAttribute(BROKEN_OFF, true);
    }
    boolean theirs = exchange.isIncluded() && !committed;
    if (refused) {
      exchange.container().closeAfterRefusedHead(request);
    } else if (!theirs && isOnlyEnd(request.getProtocol())) {
      exchange.container().resetOnClose(request);
    }
    // Servlet 9.5: the includer is told, and may still have another page to send.
    if (theirs || !exchange.container().cut(request)) {
      throw new ResponseAborted(exchange.toString());
    }
  }

  /**
   * Whether nothing but the connection's end may show where the body ends: before HTTP/1.1, and
   * where the head was sent for another response and the connection closes after it.
   */
  private boolean isOnlyEnd(String protocol) {
    return switch (protocol) {
      case "HTTP/0.9", "HTTP/1.0" -> framedByOthers || !lengthSent;
      case "HTTP/1.1" -> framedByOthers;
      default -> false;
    };
  }
}
