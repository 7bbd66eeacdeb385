package org.gatewaybridge.compat.faults;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.ServerProcess;

/** The end of a process that was sent SIGTERM. */
record Stop(ProcessHandle process, long begun) {
  private static final int PATIENCE_SECONDS = 60;
  private static final int ANSWER_SECONDS = 2;

  static Stop bySigterm(ServerProcess server) {
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
    Stop begun = new Stop(process, System.nanoTime());
    process.destroy();
    return begun;
  }

  /** Waits until a new request is not taken any more, and says what it meets instead. */
  String awaitDraining(Caller caller) {
    String answer = ask(caller);
    while (answer.equals("200") && process.isAlive()) {
      answer = ask(caller);
    }
    return answer;
  }

  private static String ask(Caller caller) {
    return CompletableFuture.supplyAsync(() -> answer(caller))
        .completeOnTimeout("left waiting", ANSWER_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private static String answer(Caller caller) {
    try {
      return String.valueOf(caller.ask(caller.unnoted(Script.ok().list("taken"))).code());
    } catch (UncheckedIOException | WireViolation e) {
      return "refused";
    }
  }

  /** Waits for the end, and adds how long it took. */
  void within(int seconds, String ended, Figures figures) {
    try {
      process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException late) {
      figures.add(ended + " not after " + PATIENCE_SECONDS + " s", false);
      return;
    }
    double took = (System.nanoTime() - begun) / 1e9;
    figures.add(String.format(Locale.ROOT, "%s in %.1f s", ended, took), took <= seconds);
  }
}
