package org.gatewaybridge.servlet.container;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

/** A request that has the session of its client, if there is one, but makes none. */
final class SessionlessRequest extends HttpServletRequestWrapper {
  SessionlessRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public HttpSession getSession() {
    return getSession(false);
  }
}
