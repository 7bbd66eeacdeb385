package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.time.Duration;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.ServerProcess;

/** Deploys the same WAR again and again, and waits each time until it answers. */
public final class Redeployments {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Caller caller;
  private final String contextPath;
  private final ReplacedWar war;

  /**
   * Names what is redeployed.
   *
   * @param caller of any app in that process
   */
  public Redeployments(ServerProcess server, Caller caller, String contextPath) {
    this.caller = caller;
    this.contextPath = contextPath;
    this.war = new ReplacedWar(server, contextPath);
  }

  /** Redeploys so many times. */
  public void run(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      int before = Math.max(calls(), calls());
      war.replace();
      awaitAnother(before);
    }
  }

  /** Waits for an app whose count of calls begins again. */
  private void awaitAnother(int before) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int calls = calls();
    while (calls > before || calls == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("The changed WAR was not deployed within " + PATIENCE);
      }
      before = Math.max(before, calls);
      calls = calls();
    }
  }

  /** Returns how many calls the app has had, 0 while there is none. */
  private int calls() {
    try {
      RawResponse answer =
          caller.ask(caller.raw("GET", contextPath + "/facts").with("X-App", "deployment"));
      return answer
          .text()
          .lines()
          .filter(line -> line.startsWith("calls="))
          .findFirst()
          .map(line -> Integer.parseInt(line.substring("calls=".length())))
          .orElse(0);
    } catch (WireViolation | java.io.UncheckedIOException between) {
      return 0;
    }
  }
}
