package org.gatewaybridge.servlet.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that carries its socket's endpoint to the session that comes of it. */
final class CarryingRequest extends HttpServletRequestWrapper {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private final @Nullable String subprotocol;
  private final Carrier carrier;

  /** The one object of a request that its session shows as it is. */
  private record Carrier(SocketEndpoint endpoint) implements Principal {
    @Override
    public String getName() {
      return "";
    }
  }

  /**
   * Wraps a request.
   *
   * @param subprotocol the one that the app has chosen, as if the client offered no other
   */
  CarryingRequest(
      HttpServletRequest request, @Nullable String subprotocol, SocketEndpoint endpoint) {
    super(request);
    this.subprotocol = subprotocol;
    this.carrier = new Carrier(endpoint);
  }

  /** Returns what a request has carried; null for a request that was none of these. */
  static @Nullable SocketEndpoint carried(@Nullable Principal principal) {
    return principal instanceof Carrier carrier ? carrier.endpoint() : null;
  }

  @Override
  public Principal getUserPrincipal() {
    return carrier;
  }

  @Override
  @SuppressWarnings("NullAway") // as the servlet API has it
  public String getHeader(String name) {
    return name.equalsIgnoreCase(SUBPROTOCOL) ? subprotocol : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return name.equalsIgnoreCase(SUBPROTOCOL)
        ? Collections.enumeration(subprotocol == null ? List.of() : List.of(subprotocol))
        : super.getHeaders(name);
  }
}
