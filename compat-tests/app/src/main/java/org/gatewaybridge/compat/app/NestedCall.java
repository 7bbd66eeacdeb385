package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Sends its head, and then includes itself: the inner call's head comes too late. */
final class NestedCall implements GatewayApp {
  private static final String INNER = "compat.inner";

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws Exception {
    if (ServletReflection.attribute(environ, INNER).isPresent()) {
      startResponse.start(
          "404 Not Found", Headers.of("Content-Type", "text/html", "X-Inner", "inner"));
      return Bodies.of("inner", US_ASCII);
    }
    BodyWriter writer =
        startResponse.start("200 OK", Headers.of("Content-Type", "text/plain", "X-Outer", "outer"));
    writer.write("before ".getBytes(US_ASCII));
    ServletReflection.setAttribute(environ, INNER, "yes");
    ServletReflection.include(environ, Given.pathInfo(environ));
    return Bodies.of(" after", US_ASCII);
  }
}
