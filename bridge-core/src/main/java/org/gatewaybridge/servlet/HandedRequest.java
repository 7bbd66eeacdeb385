package org.gatewaybridge.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway.servlet_request}: the request that the app gets. Reading its body is progress, as
 * it is by {@code wsgi.input}. Once the request has ended, each method throws {@link
 * IllegalStateException}: the container may use its own object for another request.
 */
final class HandedRequest extends HttpServletRequestWrapper {
  private static final HttpServletRequest ENDED = Handed.ended(HttpServletRequest.class);

  private final CallProgress progress;
  private @Nullable HandedInput input;
  private @Nullable BufferedReader reader;
  private @Nullable HandedReader source; // of the reader
  private boolean asyncBegun;

  /**
   * Wraps a request.
   *
   * @param progress records that a method may wait for the client
   */
  HandedRequest(HttpServletRequest request, CallProgress progress) {
    super(request);
    this.progress = progress;
  }

  /** Whether the app has begun an asynchronous answer, which may have ended by now. */
  boolean hasBegunAsync() {
    return asyncBegun;
  }

  @Override
  public AsyncContext startAsync() {
    AsyncContext begun = super.startAsync();
    asyncBegun = true;
    return begun;
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    AsyncContext begun = super.startAsync(request, response);
    asyncBegun = true;
    return begun;
  }

  /** Keeps the app from the container's object from now on. */
  void end() {
    if (input != null) {
      input.end();
    }
    if (source != null) {
      source.end();
    }
    setRequest(ENDED);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    HandedInput made = input;
    if (made == null) {
      made = new HandedInput(super.getInputStream(), progress);
      input = made;
    }
    return made;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader made = reader;
    if (made == null) {
      HandedReader text = new HandedReader(super.getReader(), progress);
      made = new BufferedReader(text);
      source = text;
      reader = made;
    }
    return made;
  }

  private <T> T step(Supplier<T> reading) {
    progress.enter();
    try {
      return reading.get();
    } finally {
      progress.leave();
    }
  }

  @Override
  @SuppressWarnings("NullAway") // as the servlet API has it
  public String getParameter(String name) {
    return step(() -> super.getParameter(name));
  }

  @Override
  @SuppressWarnings("NullAway") // as the servlet API has it
  public String[] getParameterValues(String name) {
    return step(() -> super.getParameterValues(name));
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return step(super::getParameterNames);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return step(super::getParameterMap);
  }

  @Override
  public Collection<Part> getParts() throws IOException, ServletException {
    progress.enter();
    try {
      return super.getParts();
    } finally {
      progress.leave();
    }
  }

  @Override
  public Part getPart(String name) throws IOException, ServletException {
    progress.enter();
    try {
      return super.getPart(name);
    } finally {
      progress.leave();
    }
  }
}
