package org.gatewaybridge.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Field;

/**
 * What Tomcat does to a response when a read of the request's body fails, undone: it takes the
 * answer away from the servlet, and would send a page with the stack of the failure instead.
 */
final class FailedRead {
  private FailedRead() {}

  /** Gives the response back, where a failed read has taken it away. */
  static void undo(Throwable failure, HttpServletRequest request, HttpServletResponse response) {
    Object told = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (told == null || (told != failure && told != failure.getCause())) {
      return; // another container, or the failure that an error dispatch is about
    }
    request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    ServletResponse unwrapped = response;
    while (unwrapped instanceof ServletResponseWrapper wrapper) {
      unwrapped = wrapper.getResponse();
    }
    try {
      Object own = own(unwrapped);
      own.getClass().getMethod("resetError").invoke(own);
      own.getClass().getMethod("setSuspended", boolean.class).invoke(own, false);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A wrapper of another kind, or no such method any more: Tomcat's page has no stack now.
    }
  }

  /** Returns Tomcat's own response, which the servlet sees through a facade. */
  private static Object own(ServletResponse facade) throws ReflectiveOperationException {
    Field response = facade.getClass().getDeclaredField("response");
    response.setAccessible(true);
    return response.get(facade);
  }
}
