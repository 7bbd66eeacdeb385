package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Sets servlet attributes with the names of environ keys, as a filter might, and echoes. */
final class AttributesSet implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws ReflectiveOperationException {
    ServletReflection.setAttribute(environ, "PATH_INFO", "/evil");
    ServletReflection.setAttribute(environ, "HTTP_X_EVIL", "evil");
    ServletReflection.setAttribute(environ, "wsgi.url_scheme", "evil");
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of(EnvironEcho.lines(environ), US_ASCII);
  }
}
