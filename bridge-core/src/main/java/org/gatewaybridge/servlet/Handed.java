package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import org.gatewaybridge.timeouts.CallProgress;

/** What an app gets of the servlet's own, for the time of its call. */
record Handed(HandedRequest request, HandedResponse response) {
  /** What using them afterwards throws. */
  static final String ENDED =
      "The request has ended; use it and its response while the app's call runs [R16]";

  /** Returns an object whose methods all throw. */
  static <T> T ended(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new IllegalStateException(ENDED);
            }));
  }

  /**
   * Wraps a request and its response.
   *
   * @param progress records that a method may wait for the client
   */
  static Handed of(
      HttpServletRequest request, HttpServletResponse response, CallProgress progress) {
    return new Handed(new HandedRequest(request, progress), new HandedResponse(response, progress));
  }

  /** Keeps the app from the container's objects from now on. */
  void end() {
    request.end();
    response.end();
  }
}
