package org.gatewaybridge.compat.smoke;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with where it is mounted; logs the query, and its own end. */
public final class HelloServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public HelloServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getQueryString() != null) {
      getServletContext().log("asked for " + request.getQueryString());
    }
    response.setContentType("text/plain;charset=UTF-8");
    response
        .getWriter()
        .print(
            String.join(
                " ",
                request.getScheme(),
                request.getProtocol(),
                request.getContextPath() + request.getServletPath(),
                request.getPathInfo()));
  }

  @Override
  public void destroy() {
    System.getLogger(HelloServlet.class.getName()).log(System.Logger.Level.INFO, "hello é is over");
  }
}
