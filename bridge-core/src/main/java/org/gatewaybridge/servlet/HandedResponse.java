package org.gatewaybridge.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway.servlet_response}: the response that the app gets. It records whether the app
 * answers by it; headers and cookies alone are not an answer. What is sent is progress. Once the
 * response has ended, it is cut off from the container's, as {@link HandedRequest} is.
 */
final class HandedResponse extends HttpServletResponseWrapper {
  private static final HttpServletResponse ENDED = Handed.ended(HttpServletResponse.class);

  private final CallProgress progress;
  private volatile boolean used;
  private @Nullable HandedOutput output;
  private @Nullable HandedWriter writer;

  /**
   * Wraps a response.
   *
   * @param progress records that a method may wait for the client
   */
  HandedResponse(HttpServletResponse response, CallProgress progress) {
    super(response);
    this.progress = progress;
  }

  /** Keeps the app from the container's object from now on. */
  void end() {
    if (output != null) {
      output.end();
    }
    if (writer != null) {
      writer.end();
    }
    setResponse(ENDED);
  }

  /** Whether a status, an error, a redirect or a body was given. */
  boolean isUsed() {
    return used;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    used = true;
    HandedOutput made = output;
    if (made == null) {
      made = new HandedOutput(super.getOutputStream(), progress);
      output = made;
    }
    return made;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    used = true;
    HandedWriter made = writer;
    if (made == null) {
      made = new HandedWriter(super.getWriter(), progress);
      writer = made;
    }
    return made;
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
    progress.enter();
    try {
      super.flushBuffer();
    } finally {
      progress.leave();
    }
  }
}
