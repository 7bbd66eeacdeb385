package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The README's first app written by hand as a servlet: what {@link HelloApp} does. */
public final class HelloServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public HelloServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getContextPath() + request.getPathInfo();
    byte[] body = ("Hello from " + path + "\n").getBytes(UTF_8);
    response.setContentType("text/plain; charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
