package org.gatewaybridge.servers.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;

/** Cannot be deployed; says so as a bridge does. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public FailingServlet() {}

  @Override
  public void init() throws ServletException {
    throw new ServletException("No app is named; set gateway.app");
  }
}
