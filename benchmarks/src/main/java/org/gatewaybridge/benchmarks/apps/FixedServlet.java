package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Three headers and a fixed text, written by hand: what {@link FixedApp} does. */
public final class FixedServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public FixedServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = "Hello, world!\n".getBytes(UTF_8);
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
