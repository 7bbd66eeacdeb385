package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;

/** What {@link LargeApp} does, written by hand. */
public final class LargeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container. */
  public LargeServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long blocks = Long.parseLong(request.getPathInfo().substring(1));
    response.setContentType("application/octet-stream");
    response.setContentLengthLong(blocks * Large.BLOCK_BYTES);
    for (Iterator<byte[]> all = Large.blocks(blocks); all.hasNext(); ) {
      response.getOutputStream().write(all.next());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String text = Large.read(request.getInputStream(), request.getPathInfo().equals("/hash"));
    response.setContentType("text/plain; charset=utf-8");
    response.setContentLength(text.length());
    response.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
