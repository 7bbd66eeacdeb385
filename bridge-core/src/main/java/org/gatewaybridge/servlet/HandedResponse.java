package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * {@code gateway.servlet_response}: the response that the app gets. It records whether the app
 * answers by it; headers and cookies alone are not an answer.
 */
final class HandedResponse extends HttpServletResponseWrapper {
  private volatile boolean used;

  HandedResponse(HttpServletResponse response) {
    super(response);
  }

  /** Whether a status, an error, a redirect or a body was given. */
  boolean isUsed() {
    return used;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    used = true;
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    used = true;
    return super.getWriter();
  }

  @Override
  public void setStatus(int status) {
    used = true;
    super.setStatus(status);
  }

  @Override
  public void sendError(int status) throws IOException {
    used = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    used = true;
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    used = true;
    super.sendRedirect(location);
  }

  @Override
  public void flushBuffer() throws IOException {
    used = true;
    super.flushBuffer();
  }
}
