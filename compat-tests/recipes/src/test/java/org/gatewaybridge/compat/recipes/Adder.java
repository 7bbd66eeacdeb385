package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/**
 * A client with a session of its own that adds one to a number in it, again and again. It knows
 * what it was answered, and how often it was not.
 */
final class Adder {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private String setCookie = "";
  private long acknowledged;

  /** Adds one; throws if the answer says that something acknowledged is gone. */
  void add(int port) {
    add(port, "add");
  }

  /** Adds one by a call that may go on after its answer. */
  void addAndGoOn(int port) {
    add(port, "add-and-close-late");
  }

  private void add(int port, String how) {
    try {
      check(ask(port, "POST", how), 1);
    } catch (IOException | WireViolation e) {
      failures.add(String.valueOf(e.getMessage()));
    }
  }

  /** Has its session change its id; throws if something acknowledged did not go along. */
  void changeId(int port) throws IOException {
    check(ask(port, "POST", "change-id"), 0);
  }

  /** Reads the number; throws if something acknowledged is gone. */
  void read(int port) throws IOException {
    check(ask(port, "GET", "get"), 0);
  }

  /** Reads until a node that was busy with the session answers what is acknowledged. */
  void awaitAt(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ask(port, "GET", "get") != acknowledged) {
      if (System.nanoTime() > end) {
        read(port);
      }
    }
  }

  /** Asks, and returns the number of the answer; throws what came instead of one. */
  private long ask(int port, String method, String what) throws IOException {
    RawRequest request =
        RawRequest.of(method, "/shop/counter")
            .with("Host", "shop.example.org")
            .with("Connection", "close")
            .with("X-App", "session")
            .with("X-Do", what);
    if (!setCookie.isEmpty()) {
      request = request.with("Cookie", cookie());
    }
    try (RawConnection connection = RawConnection.open("127.0.0.1", port)) {
      RawResponse response = connection.ask(request);
      if (response.code() != 200 || !response.complete()) {
        throw new IOException(response.toString());
      }
      setCookie = response.head().first("Set-Cookie").orElse(setCookie);
      return Long.parseLong(response.text());
    }
  }

  /** Takes the number that was answered; what was not answered may have been done, each once. */
  private void check(long number, int added) {
    long least = acknowledged + added;
    if (number < least || number > least + failures.size()) {
      throw new AssertionError(
          "Session %s: %d was acknowledged, and %d requests failed (%s); now it is %d"
              .formatted(cookie(), acknowledged, failures.size(), failures, number));
    }
    acknowledged = number;
  }

  private String cookie() {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  /** Returns what its session came with. */
  String setCookie() {
    return setCookie;
  }

  long acknowledged() {
    return acknowledged;
  }

  List<String> failures() {
    return failures;
  }
}
