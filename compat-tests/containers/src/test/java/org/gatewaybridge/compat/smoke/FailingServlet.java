package org.gatewaybridge.compat.smoke;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;

/** Cannot be deployed. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public FailingServlet() {}

  @Override
  public void init() throws ServletException {
    throw new ServletException("this app fails on purpose");
  }
}
