package org.gatewaybridge.compat.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** The steps that touch the gateway, in one request. */
final class Play {
  private final Map<String, Object> environ;
  private final StartResponse startResponse;
  private final Ledger ledger;
  private @Nullable BodyWriter writer;

  Play(Map<String, Object> environ, StartResponse startResponse, Ledger ledger) {
    this.environ = environ;
    this.startResponse = startResponse;
    this.ledger = ledger;
  }

  void perform(Step step) throws Exception {
    if (step.verb().equals("try")) {
      performAnyway(step);
      return;
    }
    try {
      act(step);
    } catch (Throwable e) {
      ledger.note(step.verb() + " threw " + e.getClass().getSimpleName());
      throw e;
    }
    ledger.note(step.verb());
  }

  private void performAnyway(Step tried) throws Exception {
    try {
      perform(tried.tried());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      ledger.note("went on");
    }
  }

  private void act(Step step) throws Exception {
    switch (step.verb()) {
      case "start" -> writer = startResponse.start(step.argument(0), step.headers());
      case "replace" ->
          writer =
              startResponse.start(
                  step.argument(0), step.headers(), new IllegalStateException(Failures.SECRET));
      case "start-null" -> writer = startWithNull(step.argument(0));
      case "start-many" -> writer = startWithMany(Integer.parseInt(step.argument(0)));
      case "write" -> writer().write(step.bytes());
      case "write-later" -> writeLater(step.bytes());
      case "read" -> Given.input(environ).readNBytes(Integer.parseInt(step.argument(0)));
      case "throw" -> throw Failures.raise(step.argument(0));
      case "trail" -> ScriptedExtras.trail(environ, step, ledger);
      case "hint" -> ScriptedExtras.hint(environ, step, ledger);
      case "await" -> await(step.argument(0));
      case "await-deaf" -> awaitDeaf(step.argument(0));
      case "wait" -> Thread.sleep(Long.parseLong(step.argument(0)));
      default -> throw new IllegalArgumentException("No such step: " + step);
    }
  }

  private void await(String event) throws InterruptedException {
    if (!ledger.await(event, LedgerApp.PATIENCE)) {
      throw new IllegalStateException("the test never noted: " + event);
    }
  }

  /** Waits as {@link #await} does, whoever interrupts. */
  private void awaitDeaf(String event) {
    while (true) {
      try {
        await(event);
        return;
      } catch (InterruptedException deaf) {
        ledger.note("interrupted");
      }
    }
  }

  @SuppressWarnings("NullAway") // the mistake that this step is for
  private BodyWriter startWithNull(String which) {
    return switch (which) {
      case "status" -> startResponse.start(null, List.of());
      case "headers" -> startResponse.start("200 OK", null);
      default -> throw new IllegalArgumentException("No such null: " + which);
    };
  }

  private BodyWriter startWithMany(int count) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(Map.entry("X-Many-" + i, "m".repeat(80)));
    }
    return startResponse.start("200 OK", headers);
  }

  /** Writes when the call has returned and "later" has been noted, from a thread of its own. */
  private void writeLater(byte[] bytes) {
    BodyWriter late = writer();
    Thread thread =
        new Thread(
            () -> {
              try {
                await("later");
                late.write(bytes);
                ledger.note("late write went through");
              } catch (Exception e) {
                ledger.note("late write threw " + e.getClass().getSimpleName());
              }
            },
            "compat-late-writer");
    thread.setDaemon(true);
    thread.start();
  }

  private BodyWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("write before start");
    }
    return writer;
  }
}
