package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** What a server keeps of very many requests. */
public interface SoakFaults extends FaultContract {
  int PER_SECOND = 20;
  int HOUR = 3600 * PER_SECOND;
  int PARTS = 4;

  @Test
  @EveryBuild
  @Fault(
      id = "X24",
      title = "24 hours of 20 requests a second",
      target =
          "all right; after the first hour the live heap rises by at most 1 MB an hour; files at"
              + " most 5 more or less")
  default void soak(Figures figures) throws Exception {
    int hours = figures.size(24, 2, "hours, and those with the pauses left out");
    try (ServerProcess server = container().start(Map.of("/ctx", app()))) {
      List<Load> loads = loads(at(server, "/ctx"));
      boolean paced = hours == 24;
      int right = asked(loads, HOUR, paced);
      LiveProcess before = LiveProcess.of(server.pid());
      List<Double> heaps = new ArrayList<>(List.of(before.heapBytes() / 1e6));
      for (int i = 0; i < (hours - 1) * PARTS; i++) {
        right += asked(loads, HOUR / PARTS, paced);
        heaps.add(LiveProcess.of(server.pid()).heapBytes() / 1e6);
      }
      int wrong = hours * HOUR - right;
      figures.add(wrong + " of " + hours * HOUR + " not right", wrong == 0);
      double slope = slope(heaps) * PARTS;
      figures.add(
          String.format(Locale.ROOT, "live heap %.1f MB %+.2f MB/h", heaps.get(0), slope),
          slope <= 1);
      int files = LiveProcess.of(server.pid()).files();
      figures.add(
          "files " + before.files() + ", then " + files, Math.abs(files - before.files()) <= 5);
    }
  }

  /** An app's three ways to answer: at once, in chunks, and from the request's body. */
  private static List<Load> loads(Caller caller) {
    Script chunks = Script.ok().generator().yields("a", "b", "c");
    RawRequest echo =
        caller.get("/echo").method("POST").with("X-App", "body").body("echo".getBytes(US_ASCII));
    return List.of(
        load(caller, caller.unnoted(Script.ok().list("one")), "one"),
        load(caller, caller.unnoted(chunks), "abc"),
        load(caller, echo, "echo"));
  }

  private static Load load(Caller caller, RawRequest request, String text) {
    return new Load(
        caller.port(), 4, request, answer -> answer.code() == 200 && answer.text().equals(text));
  }

  /** Sends so many requests: each load its share, or in turn a second's if they are paced. */
  private static int asked(List<Load> loads, int requests, boolean paced) throws Exception {
    int right = 0;
    int atOnce = paced ? PER_SECOND : requests / loads.size();
    Pace pace = new Pace(1);
    for (int sent = 0; sent < requests; sent += atOnce) {
      if (paced) {
        pace.await();
      }
      Load load = loads.get(sent / atOnce % loads.size());
      right += load.send(atOnce).right();
    }
    return right;
  }

  /** Returns how much the values rise from one to the next, by the least squares. */
  private static double slope(List<Double> values) {
    double middle = (values.size() - 1) / 2.0;
    double above = 0;
    double below = 0;
    for (int i = 0; i < values.size(); i++) {
      above += (i - middle) * values.get(i);
      below += (i - middle) * (i - middle);
    }
    return above / below;
  }
}
