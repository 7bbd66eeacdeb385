package org.gatewaybridge.compat.python;

import java.time.Duration;
import java.util.List;

/** What an app says that it has done in the background, at its page {@code /done}. */
final class Done {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Done() {}

  /** Waits until the app says so. */
  static void await(Visitor visitor, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> done = List.of();
    while (!done.contains(what)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not done: " + what + "; only " + done);
      }
      Thread.sleep(50);
      done = visitor.given().get("/done").jsonPath().getList("", String.class);
    }
  }
}
