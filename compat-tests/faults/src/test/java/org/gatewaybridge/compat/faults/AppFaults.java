package org.gatewaybridge.compat.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.LedgerView;
import org.gatewaybridge.compat.suite.Log;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which the app fails. */
public interface AppFaults extends FaultContract {

  @Test
  @EveryBuild
  @Fault(
      id = "X07",
      title = "an app that throws, at each of 14 points, 500 times",
      target =
          "7,000 answers as SPEC.md says, close() exactly once; the next request right, on"
              + " the same connection if that is kept, on whichever thread")
  default void appThrows(Figures figures) throws Exception {
    int times = figures.size(500, 100, "failures at each point");
    List<String> faults = new ArrayList<>();
    int right = 0;
    for (FailurePoint point : FailurePoint.ALL) {
      for (String fault : InParallel.all(times, 8, PATIENCE, n -> fault(point))) {
        if (fault.isEmpty()) {
          right++;
        } else {
          faults.add(point.name() + ": " + fault);
        }
      }
    }
    int all = FailurePoint.ALL.size() * times;
    figures.add(
        right + " of " + all + " right" + (faults.isEmpty() ? "" : ", " + faults.get(0)),
        right == all);
    int unmakeable = figures.size(500, 3, "apps that cannot be made");
    int refused = refusedAtStart(unmakeable);
    figures.add(refused + " apps that cannot be made refused", refused == unmakeable);
  }

  /** Returns what is wrong about one failure and the request after it; "" for nothing. */
  private String fault(FailurePoint point) {
    Caller caller = gateway();
    RawRequest request = point.of(caller);
    RawRequest next = caller.scripted(Script.ok().list("fine"));
    try (RawConnection connection = caller.connect()) {
      RawResponse answer = connection.ask(request);
      if (!point.expected().test(answer)) {
        return "answered " + answer.toString().replaceAll("\\s+", " ");
      }
      RawResponse after = answer.complete() ? reuse(connection, caller, next) : caller.ask(next);
      if (after.code() != 200 || !after.text().equals("fine")) {
        return "the next request is answered " + after;
      }
    }
    LedgerView ledger = caller.ledger(request);
    if (point.closes() > 0) {
      ledger.await("close");
    }
    int closes = Collections.frequency(ledger.events(), "close"); // a second one would be there now
    return closes == point.closes() ? "" : closes + " closes";
  }

  private static RawResponse reuse(RawConnection connection, Caller caller, RawRequest next) {
    connection.send(next);
    return connection.tryRead(next).orElseGet(() -> caller.ask(next));
  }

  private int refusedAtStart(int times) throws Exception {
    int refused = 0;
    Map<String, Path> wars =
        Map.of("/broken", war().withApp("org.gatewaybridge.compat.app.Unmakeable"));
    for (int i = 0; i < times; i++) {
      try (ServerProcess server = container().startUnchecked(wars)) {
        server.awaitLog("SECRET-in-a-message");
        refused += server.alive() && isServed(at(server, "/broken")) ? 0 : 1;
      }
    }
    return refused;
  }

  private static boolean isServed(Caller caller) {
    return caller.ask(caller.get("/")).code() == 200;
  }

  @Test
  @Fault(
      id = "X09",
      title = "an app that takes memory until there is none, 20 times, at -Xmx128m",
      target =
          "20 times 500 or a closed connection, the next 1,000 requests right;"
              + " -XX:+ExitOnOutOfMemoryError ends the process")
  default void memoryRunsOut(Figures figures) throws Exception {
    Map<String, Path> wars = Map.of("/ctx", app());
    try (ServerProcess server = container().start(wars)) {
      Caller caller = at(server, "/ctx");
      int ended = 0;
      for (int i = 0; i < 20; i++) {
        ended += runsOut(caller) ? 1 : 0;
      }
      figures.add(ended + " of 20 times 500 or closed", ended == 20);
      Load.Tally after = Load.fine(caller, 4).send(1_000);
      figures.add("then " + after.notRight() + " of 1,000", after.right() == 1_000);
    }
    try (ServerProcess server =
        container().start(wars, Map.of(), List.of("-XX:+ExitOnOutOfMemoryError"))) {
      runsOut(at(server, "/ctx"));
      long alive = Until.holds(Duration.ofSeconds(10), () -> server.alive() ? 1 : 0, n -> n == 0);
      figures.add(
          alive == 0 ? "ended by ExitOnOutOfMemoryError" : "alive with ExitOnOutOfMemoryError",
          alive == 0);
    }
  }

  /** Returns whether the app's end is a 500 or a closed connection. */
  private static boolean runsOut(Caller caller) {
    try {
      return caller.ask(caller.app("hoard")).code() == 500;
    } catch (WireViolation closed) {
      return String.valueOf(closed.getMessage()).contains("ended");
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X25",
      title = "1,000 requests a second whose app throws",
      target =
          "at least a log record, at most 1 each; no thread dies within 10 s; p99 < 50 ms in the"
              + " median second")
  default void errorStorm(Figures figures) throws Exception {
    int seconds = figures.size(60, 10, "seconds");
    Map<String, String> settings =
        ServerSettings.none().threads(container().container(), 32).byName();
    try (ServerProcess server = container().start(Map.of("/ctx", app()), settings)) {
      Caller caller = at(server, "/ctx");
      RawRequest failing =
          caller
              .get("/storm")
              .with("X-App", "script")
              .with("X-Script", Script.nothing().fails("RuntimeException").encoded());
      Load storm = new Load(caller.port(), 16, failing, answer -> answer.code() == 500).at(1_000);
      storm.send(3_000);
      Threads before = Threads.of(server);
      int logged = Log.of(caller).lines("/storm").size();

      List<Load.Tally> rounds = new ArrayList<>();
      for (int second = 1; second <= seconds; second++) {
        rounds.add(storm.send(1_000));
        if (second == 10) {
          before.noneMissing(Threads.of(server), figures);
        }
      }
      int right = rounds.stream().mapToInt(Load.Tally::right).sum();
      figures.add(right + " of " + 1_000 * seconds + " answered 500", right == 1_000 * seconds);
      int records = Log.of(caller).lines("/storm").size() - logged;
      figures.add(
          String.format(Locale.ROOT, "%.2f log records each", records / 1_000.0 / seconds),
          records > 0 && records <= 1_000 * seconds);
      double p99 = Load.median(rounds.stream().mapToDouble(t -> t.percentileMillis(99)));
      figures.add(String.format(Locale.ROOT, "p99 %.1f ms, median of seconds", p99), p99 < 50);
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X08",
      title = "50 of 100 threads sleep 60 s in the app, with gateway.timeout=5",
      target =
          "meanwhile p99 of others < 1 s; then 504, or a cut where the response has begun; threads"
              + " interrupted; process alive")
  default void appHangs(Figures figures) throws Exception {
    figures.reduced("no Python app: a test of bridge-python ends the context of one that hangs");
    Map<String, Path> wars = Map.of("/ctx", war().withInitParameter("gateway.timeout", "5"));
    Map<String, String> settings =
        ServerSettings.none().threads(container().container(), 100).byName();
    try (ServerProcess server = container().start(wars, settings)) {
      Caller caller = at(server, "/ctx");
      Load.fine(caller, 8).send(2_000); // a server that has just begun is slow by itself
      try (Hangs hangs = new Hangs(caller)) {
        hangs.begin(50);
        Load.Tally others = Load.fine(caller, 8).at(200).send(400);
        hangs.allHang(figures);
        figures.add("others: " + others.notRight(), others.right() == 400);
        double p99 = others.percentileMillis(99);
        figures.add(String.format(Locale.ROOT, "p99 %.0f ms", p99), p99 < 1000);
        hangs.end(figures);
      }
      figures.add(server.alive() ? "process alive" : "process dead", server.alive());
    }
  }
}
