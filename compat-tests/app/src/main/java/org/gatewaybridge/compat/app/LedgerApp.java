package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * The test's way to a ledger: {@code X-Ledger} names it, {@code X-Note} adds an event, {@code
 * X-Await} waits for one. Answers all events, one a line; 504 if the awaited one did not come.
 */
final class LedgerApp implements GatewayApp {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Ledgers ledgers;

  LedgerApp(Ledgers ledgers) {
    this.ledgers = ledgers;
  }

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws InterruptedException {
    Ledger ledger = ledgers.of(String.valueOf(environ.get("HTTP_X_LEDGER")));
    if (environ.get("HTTP_X_NOTE") instanceof String event) {
      ledger.note(event);
    }
    boolean came =
        !(environ.get("HTTP_X_AWAIT") instanceof String event) || ledger.await(event, PATIENCE);
    startResponse.start(
        came ? "200 OK" : "504 Not in time", Headers.of("Content-Type", "text/plain"));
    StringBuilder lines = new StringBuilder();
    ledger.events().forEach(event -> lines.append(Escaped.escape(event)).append('\n'));
    return Bodies.of(lines.toString(), US_ASCII);
  }
}
