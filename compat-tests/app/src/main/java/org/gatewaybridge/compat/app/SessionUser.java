package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Does with its session what {@code X-Do} says: get, put or clear, or change its id; or add one to
 * a number in it, and close the answer at once or late.
 */
final class SessionUser implements GatewayApp {
  private static final String KEY = "compat.value";
  private static final long LATE_MILLIS = 300;

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    @SuppressWarnings("unchecked") // the type that EnvironKeys.SESSION promises
    var session = (Map<String, Object>) Given.value(environ, EnvironKeys.SESSION);
    switch (Given.value(environ, "HTTP_X_DO").toString()) {
      case "put" -> session.put(KEY, "kept");
      case "clear" -> session.clear();
      case "change-id" -> ((Runnable) Given.value(environ, EnvironKeys.CHANGE_SESSION_ID)).run();
      case "add", "add-and-close-late" ->
          session.put(KEY, session.get(KEY) instanceof Long number ? number + 1 : 1L);
      default -> {}
    }
    String text = session.getOrDefault(KEY, "nothing").toString();
    startResponse.start(
        "200 OK", Headers.of("Content-Type", "text/plain", "Content-Length", "" + text.length()));
    Iterable<byte[]> body = Bodies.of(text, US_ASCII);
    return Given.value(environ, "HTTP_X_DO").equals("add-and-close-late")
        ? Bodies.closing(body, SessionUser::closeLate)
        : body;
  }

  private static void closeLate() throws InterruptedException {
    Thread.sleep(LATE_MILLIS);
  }
}
