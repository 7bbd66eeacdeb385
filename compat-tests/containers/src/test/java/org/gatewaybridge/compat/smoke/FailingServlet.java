package org.gatewaybridge.compat.smoke;

import jakarta.servlet.http.HttpServlet;

/** Cannot be deployed. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public FailingServlet() {}

  @Override
  public void init() {
    // Undertow and WildFly log a ServletException from init without its message.
    throw new IllegalStateException("this app fails on purpose");
  }
}
