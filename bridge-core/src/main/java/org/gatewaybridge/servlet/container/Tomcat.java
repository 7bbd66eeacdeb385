package org.gatewaybridge.servlet.container;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Apache Tomcat, alone or in TomEE. */
final class Tomcat extends PlainContainer {
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";
  private static final String SENDFILE_SUPPORT = SENDFILE + "support";
  private static final String ACTION_CODE = "org.apache.coyote.ActionCode";
  private static final int SENDFILE_BYTES = 48 * 1024; // Tomcat's: less is as fast in one piece

  private final boolean refusesMalformedRequests;
  private volatile @Nullable Class<?> hinting; // whose hints are known

  Tomcat(boolean refusesMalformedRequests) {
    this.refusesMalformedRequests = refusesMalformedRequests;
  }

  @Override
  public boolean refusesMalformedRequests() {
    return refusesMalformedRequests;
  }

  /** When a read of the body fails, Tomcat would send a page with the stack of the failure. */
  @Override
  public void restoreAfterFailedRead(
      Throwable failure, HttpServletRequest request, HttpServletResponse response) {
    Object told = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (told == null || (told != failure && told != failure.getCause())) {
      return; // the failure that an error dispatch is about
    }
    request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    try {
      Object own = own(Members.unwrapped(response));
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

  @Override
  public boolean storesSessionLate(HttpServletRequest request) {
    return request.getAttribute(SENDFILE_SUPPORT) != null;
  }

  /** Does as Tomcat's own servlet of files does; "sendfile" in its documentation of connectors. */
  @Override
  public boolean leaveFile(HttpServletRequest request, Path file, long position, long count)
      throws IOException {
    if (count < SENDFILE_BYTES
        || request instanceof ServletRequestWrapper // a forward ends the response before that
        || request.isAsyncStarted() // Tomcat sends the file when the servlet returns, or never
        || !Boolean.TRUE.equals(request.getAttribute(SENDFILE_SUPPORT))
        || Files.size(file) < position + count) {
      return false; // the engine reports a file that has shrunk
    }
    request.setAttribute(SENDFILE + "filename", file.toRealPath().toString());
    request.setAttribute(SENDFILE + "start", position);
    request.setAttribute(SENDFILE + "end", position + count);
    return true;
  }

  /** Whether this version has what Servlet 6.2 has, too; TomEE 9 has not. */
  @Override
  public boolean takesHints(HttpServletResponse response) {
    ServletResponse own = Members.unwrapped(response);
    if (own.getClass() != hinting) {
      try {
        own.getClass().getMethod("sendEarlyHints");
        hinting = own.getClass();
      } catch (NoSuchMethodException older) {
        return false;
      }
    }
    return true;
  }

  /** Tomcat's hint has all headers that the response has by now: it gets others meanwhile. */
  @Override
  public void sendHint(HttpServletRequest request, HttpServletResponse response, String[] fields)
      throws IOException {
    ServletResponse facade = Members.unwrapped(response);
    try {
      Object headers = Members.follow(own(facade), "getCoyoteResponse", "getMimeHeaders");
      Class<?> type = headers.getClass();
      Object kept = type.getConstructor().newInstance();
      Method copy = type.getMethod("duplicate", type);
      copy.invoke(kept, headers);
      Members.follow(headers, "recycle");
      try {
        for (int i = 0; i < fields.length; i += 2) {
          Object value = type.getMethod("addValue", String.class).invoke(headers, fields[i]);
          value.getClass().getMethod("setString", String.class).invoke(value, fields[i + 1]);
        }
        Members.follow(facade, "sendEarlyHints");
      } finally {
        copy.invoke(headers, kept);
      }
      if (request.getProtocol().startsWith("HTTP/1")) { // Tomcat keeps it for the next flush
        Members.follow(Members.unwrapped(request), "request", "getCoyoteRequest", "hook", "flush");
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException("The early hint was not sent", e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void resetOnClose(HttpServletRequest request) {
    try {
      Members.resetOnClose(
          Members.follow(
              Members.unwrapped(request),
              "request",
              "getCoyoteRequest",
              "hook",
              "getSocketWrapper",
              "getSocket",
              "getIOChannel"));
    } catch (Exception anotherVersion) {
      // Its client sees an orderly end.
    }
  }

  /**
   * Has Tomcat close the connection, or reset the stream, when the request ends: a page or filter
   * may catch what is thrown. No page can catch it in an asynchronous request.
   */
  @Override
  public boolean cut(HttpServletRequest request) {
    try {
      Object own = Members.follow(Members.unwrapped(request), "request");
      if (!request.getProtocol().startsWith("HTTP/1")) {
        refuseTrailers((HttpServletResponse) Members.follow(own, "getResponse"));
      } else if (!request.isAsyncStarted()) {
        closeNow(Members.follow(own, "getCoyoteRequest"));
      }
    } catch (Exception anotherVersion) {
      // Throwing must do.
    }
    return false;
  }

  /** Does as {@link #prepareCut}; Tomcat takes trailers when the head is sent, too. */
  private static void refuseTrailers(HttpServletResponse response) {
    response.setTrailerFields(
        () -> {
          throw new IllegalStateException("The response was broken off");
        });
  }

  private static void closeNow(Object coyote) throws ReflectiveOperationException {
    Class<?> code = coyote.getClass().getClassLoader().loadClass(ACTION_CODE);
    Object now = code.getField("CLOSE_NOW").get(null);
    coyote.getClass().getMethod("action", code, Object.class).invoke(coyote, now, null);
  }
}
