package org.gatewaybridge.compat.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.api.WebSocketRequest;

/**
 * Does what {@code X-Script} says, step by step, and notes each step in the ledger when it is done.
 * A browser, which cannot send that header with a WebSocket, has the script in its query.
 *
 * <p>In the call and in a generator's iteration: {@code start,STATUS,NAME,VALUE..}; {@code
 * replace}, the same with an excInfo; {@code write,TEXT}; {@code throw,FAILURE}; {@code
 * await,EVENT}; {@code await-deaf,EVENT}, which no interrupt ends; {@code wait,MILLIS}; {@code
 * read,COUNT} bytes of the body; {@code trail,NAME,VALUE..} promises trailers, {@code hint,..}
 * sends an early hint, if the environ has these; {@code write-later}, a write from another thread
 * after the call has returned. {@code try,STEP..} goes on after a failure. {@code return,KIND} ends
 * the call, with a body of what follows: {@code yield,TEXT}, {@code yield-null}, {@code yield-text}
 * (a chunk that is no byte array), {@code flood,N} (N chunks of 64 KiB), {@code
 * next-throws,FAILURE}, {@code close-throws,FAILURE}. Kinds: list, generator, null, no-iterator;
 * finally, a generator in a {@code Bodies.closing} that notes "finally" and fails as {@code
 * finally-throws,FAILURE} says. {@code accept,NAME,VALUE..} ends the call too: what follows is what
 * a {@link ScriptedSocket} does.
 */
final class ScriptedApp implements GatewayApp {
  private final Ledgers ledgers;

  ScriptedApp(Ledgers ledgers) {
    this.ledgers = ledgers;
  }

  @Override
  @SuppressWarnings("NullAway") // a body that is null is one of the mistakes it makes
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws Exception {
    Object script = environ.getOrDefault("HTTP_X_SCRIPT", environ.get("QUERY_STRING"));
    var steps = Step.parseAll(String.valueOf(script)).iterator();
    Ledger ledger = ledgers.of(environ);
    Play play = new Play(environ, startResponse, ledger);
    while (steps.hasNext()) {
      Step step = steps.next();
      if (step.verb().equals("return")) {
        return ScriptedBodies.of(step.argument(0), steps, play, ledger);
      }
      if (step.verb().equals("accept")) {
        return accept(environ, step, steps, ledger);
      }
      play.perform(step);
    }
    throw new IllegalArgumentException("X-Script ends without a return: " + environ);
  }

  private static Iterable<byte[]> accept(
      Map<String, Object> environ, Step step, Iterator<Step> rest, Ledger ledger) {
    WebSocketRequest asked = (WebSocketRequest) Given.value(environ, EnvironKeys.WEBSOCKET);
    ledger.note("offered " + String.join(",", asked.subprotocols()));
    List<Step> steps = new ArrayList<>();
    rest.forEachRemaining(steps::add);
    Iterable<byte[]> accepted = asked.accept(new ScriptedSocket(steps, ledger), step.headers(0));
    ledger.note("accept");
    return accepted;
  }
}
