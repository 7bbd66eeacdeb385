package org.gatewaybridge.servers;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Jetty's error pages without stack traces, which are only for the log. */
final class JettyErrorPages extends ErrorPageErrorHandler {
  JettyErrorPages() {
    setShowStacks(false);
    setShowOrigin(false);
  }

  @Override
  protected boolean generateAcceptableResponse(
      Request request,
      Response response,
      Callback callback,
      String contentType,
      List<Charset> charsets,
      int code,
      @Nullable String message,
      @Nullable Throwable cause)
      throws IOException {
    String shown = cause == null ? message : HttpStatus.getMessage(code);
    return super.generateAcceptableResponse(
        request, response, callback, contentType, charsets, code, shown, null);
  }
}
