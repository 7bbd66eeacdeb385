package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Does with its session what {@code X-Do} says: get, put or clear. */
final class SessionUser implements GatewayApp {
  private static final String KEY = "compat.value";

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    @SuppressWarnings("unchecked") // the type that EnvironKeys.SESSION promises
    var session = (Map<String, Object>) Given.value(environ, EnvironKeys.SESSION);
    switch (Given.value(environ, "HTTP_X_DO").toString()) {
      case "put" -> session.put(KEY, "kept");
      case "clear" -> session.clear();
      default -> {}
    }
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of(session.getOrDefault(KEY, "nothing").toString(), US_ASCII);
  }
}
