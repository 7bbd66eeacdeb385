package org.gatewaybridge.servers.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;

/** Cannot be deployed; says so as a bridge does. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public FailingServlet() {}

  @Override
  public void init() throws ServletException {
    String said = "No app is named; set gateway.app";
    switch (String.valueOf(getServletContext().getInitParameter("how"))) {
      case "unavailable" -> throw new UnavailableException(said);
      case "runtime" -> throw new IllegalStateException(said);
      case "error" -> throw new AssertionError(said);
      default -> throw new ServletException(said);
    }
  }
}
