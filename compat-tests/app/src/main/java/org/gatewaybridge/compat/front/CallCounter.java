package org.gatewaybridge.compat.front;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the requests that the container accepts, and how often the app is called for each; answers
 * the figures at {@code /figures}.
 */
public final class CallCounter extends HttpFilter {

  /** The attribute in which the app counts its calls, an AtomicInteger. */
  public static final String CALLS = "compat.calls";

  /** The attribute in which the app says what it should never have seen. */
  public static final String WRONG = "compat.wrong";

  private static final long serialVersionUID = 1L;

  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong called = new AtomicLong();
  private final AtomicLong calledTwice = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private volatile String lastWrong = "";

  /** Made by the container. */
  public CallCounter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // The request's own context path is one that Tomcat refuses to tell of some paths.
    if (request.getRequestURI().equals(getServletContext().getContextPath() + "/figures")) {
      response.setContentType("text/plain");
      response
          .getOutputStream()
          .print(accepted + " " + called + " " + calledTwice + " " + wrong + " " + lastWrong);
      return;
    }
    AtomicInteger calls = new AtomicInteger();
    request.setAttribute(CALLS, calls);
    try {
      chain.doFilter(request, response);
    } finally {
      accepted.incrementAndGet();
      called.addAndGet(calls.get());
      if (calls.get() > 1) {
        calledTwice.incrementAndGet();
      }
      if (request.getAttribute(WRONG) instanceof String what) {
        wrong.incrementAndGet();
        lastWrong = what;
      }
    }
  }
}
