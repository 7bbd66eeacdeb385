package org.gatewaybridge.compat.faults;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/**
 * Clients that ask until they are stopped, each on a connection that it keeps while it can, each
 * time for a text that nobody else asks for.
 */
final class RestlessClients implements AutoCloseable {
  /** An answer that is the text. */
  static final String RIGHT = "right";

  private final Caller caller;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private volatile boolean over;

  RestlessClients(Caller caller, int clients) {
    this.caller = caller;
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(this::askOnAndOn, "restless-" + i);
      thread.start();
      threads.add(thread);
    }
  }

  private void askOnAndOn() {
    while (!over) {
      try (RawConnection connection = caller.connect()) {
        while (!over && ask(connection)) {}
      } catch (WireViolation | UncheckedIOException e) {
        count("no answer: " + e.getMessage());
      }
    }
  }

  /** Asks once, and says whether the connection may be used again. */
  private boolean ask(RawConnection connection) {
    String text = UUID.randomUUID().toString();
    RawRequest request = caller.unnoted(Script.ok().list(text));
    RawResponse answer = connection.ask(request);
    if (!answer.complete()) {
      count("cut " + answer.code());
      return false;
    }
    boolean ok = answer.code() == 200;
    count(ok ? answer.text().equals(text) ? RIGHT : "wrong" : String.valueOf(answer.code()));
    return answer.head().first("Connection").filter("close"::equalsIgnoreCase).isEmpty();
  }

  private void count(String kind) {
    answers.merge(kind, 1, Integer::sum);
  }

  /** Lets each have its last answer, and says how many there were of each kind. */
  Map<String, Integer> stop() throws InterruptedException {
    close();
    return new TreeMap<>(answers);
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
