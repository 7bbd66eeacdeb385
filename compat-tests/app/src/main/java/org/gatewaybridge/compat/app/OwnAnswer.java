package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/** Answers by the servlet's response in the way of X-Do, and never calls startResponse. */
final class OwnAnswer implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws Exception {
    Object response = Given.value(environ, EnvironKeys.SERVLET_RESPONSE);
    switch (String.valueOf(environ.get("HTTP_X_DO"))) {
      case "redirect" -> ServletReflection.call(response, "sendRedirect", "http://other.example/");
      case "error" -> ServletReflection.call(response, "sendError", 410);
      case "status" -> ServletReflection.call(response, "setStatus", 204);
      case "forward" -> ServletReflection.forward(environ, "/text.txt");
      case "write" -> write(response, "written");
      case "slow" -> writeSlowly(response);
      case "fail" -> {
        write(response, "x".repeat(100_000));
        throw new IllegalStateException("SECRET");
      }
      case "fail-unsent" -> {
        write(response, "partial");
        throw new IllegalStateException("SECRET");
      }
      default -> ServletReflection.call(response, "setHeader", "X-Own", "no answer");
    }
    return Bodies.empty();
  }

  /** Takes twice as long as an app may take that sends nothing. */
  private static void writeSlowly(Object response) throws Exception {
    for (int i = 0; i < 5; i++) {
      write(response, "slow ");
      ServletReflection.call(response, "flushBuffer");
      Thread.sleep(400);
    }
  }

  private static void write(Object response, String text) throws Exception {
    Object stream = ServletReflection.call(response, "getOutputStream");
    Objects.requireNonNull((OutputStream) stream).write(text.getBytes(US_ASCII));
  }
}
