package org.gatewaybridge.api;

import java.util.Map;

/**
 * A web application that knows no server: PEP 3333's application object in Java.
 *
 * <pre>{@code
 * public final class Hello implements GatewayApp {
 *   @Override
 *   public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
 *     startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
 *     return Bodies.of("Hello, " + environ.get("REMOTE_ADDR") + "\n", UTF_8);
 *   }
 * }
 * }</pre>
 *
 * <p>One instance serves a whole deployment and is called by many threads at once, once per
 * request. An app that is also {@link AutoCloseable} is closed when its deployment ends.
 *
 * @see <a href="https://peps.python.org/pep-3333/">PEP 3333, "The Application/Framework Side"</a>
 */
@FunctionalInterface
public interface GatewayApp {

  /**
   * Answers one request.
   *
   * <p>The app calls {@code startResponse} once, before the first non-empty chunk is handed over,
   * and returns the body. The gateway asks the body for one chunk at a time, on this same thread,
   * sends each before it asks for the next, and at the end, however it comes, calls {@code close()}
   * once if the body is {@link AutoCloseable}.
   *
   * @param environ the request, by the keys of {@link EnvironKeys}: mutable, private to this
   *     request, dead once the response has been closed
   * @param startResponse begins the answer
   * @return the body, chunk by chunk; an empty one for no body; never null
   * @throws Exception any failure: before the head is sent the client gets a fixed-text 500,
   *     afterwards a visibly cut connection; it is logged once
   */
  Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) throws Exception;
}
