package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What {@link GrowthApp} does, written by hand. */
public final class GrowthServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final byte[] TEXT = "Hello, world!\n".getBytes(ISO_8859_1);

  /** Made by the container. */
  public GrowthServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] path = request.getPathInfo().split("/", -1);
    int number = Integer.parseInt(path[2]);
    response.setContentType("text/plain; charset=utf-8");
    ServletOutputStream out = response.getOutputStream();
    if (path[1].equals("chunks")) {
      for (int i = 0; i < number; i++) {
        out.write(TEXT);
        out.flush(); // as the bridge must: a chunk is not kept back
      }
      return;
    }
    for (int i = 1; i <= number; i++) {
      response.addHeader("X-Growth-" + i, "0123456789");
    }
    response.setContentLength(TEXT.length);
    out.write(TEXT);
  }
}
