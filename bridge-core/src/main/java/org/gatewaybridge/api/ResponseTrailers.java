package org.gatewaybridge.api;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sends fields behind the body, such as a digest or a timing: the environ's {@link
 * EnvironKeys#TRAILERS}.
 *
 * <pre>{@code
 * if (environ.get(EnvironKeys.TRAILERS) instanceof ResponseTrailers trailers) {
 *   trailers.send(() -> Headers.of("Server-Timing", "db;dur=" + millis));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ResponseTrailers {

  /**
   * Promises trailers. If several promise some, such as a middleware and its app, all are sent.
   *
   * @param fields returns the trailers; asked once, after the last chunk and before the body is
   *     closed, on the thread that sends the body. If it throws, the response is broken off. It is
   *     not asked if the response turns out to have no trailers (R48).
   * @throws IllegalStateException if the head of the response has been sent
   */
  void send(Supplier<List<Map.Entry<String, String>>> fields);
}
