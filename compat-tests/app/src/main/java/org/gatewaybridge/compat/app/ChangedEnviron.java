package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Adds, replaces and removes keys as a middleware may, and answers what the environ then holds. */
final class ChangedEnviron implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    environ.put("compat.added", "added");
    environ.put("PATH_INFO", "/replaced");
    environ.remove("HTTP_X_REMOVED");
    environ.keySet().remove("QUERY_STRING");
    environ.entrySet().removeIf(entry -> entry.getKey().equals("HTTP_X_FILTERED"));
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of(EnvironEcho.lines(environ), US_ASCII);
  }
}
