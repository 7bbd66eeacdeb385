package org.gatewaybridge.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Tells the client, before there is an answer, what it may load meanwhile: the environ's {@link
 * EnvironKeys#EARLY_HINTS}.
 *
 * <pre>{@code
 * if (environ.get(EnvironKeys.EARLY_HINTS) instanceof EarlyHints hints) {
 *   hints.send(Headers.of("Link", "</style.css>; rel=preload; as=style"));
 * }
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8297">RFC 8297</a>
 */
@FunctionalInterface
public interface EarlyHints {

  /**
   * Sends a response 103 with these fields, at once. They are no part of the answer, which gives
   * them again. On the call's thread, as often as wanted.
   *
   * @throws ContractViolation if the fields break rules R21 to R25 or R49; nothing was sent
   * @throws IllegalStateException if the head of the response has been sent
   * @throws IOException if the client is gone
   */
  void send(List<Map.Entry<String, String>> fields) throws IOException;
}
