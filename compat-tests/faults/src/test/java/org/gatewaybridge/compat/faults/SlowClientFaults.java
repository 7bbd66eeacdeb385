package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which clients are slow. */
public interface SlowClientFaults extends FaultContract {
  int CHUNK = 64 << 10;
  Duration NEXT_BYTES = Duration.ofSeconds(5);

  @Test
  @Fault(
      id = "X05",
      title = "150 clients read 64 MiB each at 64 KiB/s, 200 threads",
      target =
          "live heap at most 64 MiB throughout; others right, p99 < 500 ms, once each has its first"
              + " 64 KiB; at most 8 MiB of a body on its way")
  default void slowReaders(Figures figures) throws Exception {
    int seconds = figures.size(1024, 15, "seconds of reading");
    try (ServerProcess server = container().start(Map.of("/ctx", app()), threads(200))) {
      Caller caller = at(server, "/ctx");
      Load.fine(caller, 8).send(5_000); // a server that has just begun is slow by itself
      long idle = LiveProcess.of(server.pid()).heapBytes();
      Script flood = Script.ok().generator().step("flood", "1024");
      List<RawRequest> requests = Stream.generate(() -> caller.scripted(flood)).limit(150).toList();
      try (SlowReaders readers = new SlowReaders(requests.size(), CHUNK)) {
        readers.open(caller, requests);
        Until.holds(Duration.ofSeconds(10), readers::least, bytes -> bytes >= CHUNK);
        long heap = whileOthersAsk(caller, seconds, figures);
        figures.add(
            String.format(
                Locale.ROOT, "live heap %.1f MiB, idle %.1f", heap / mebi(), idle / mebi()),
            heap <= 64 << 20);
        long read = readers.read(0);
        double onItsWay = Math.max(0, sent(caller, requests.get(0)) - read);
        figures.add(
            String.format(Locale.ROOT, "%.1f MiB of a body on its way", onItsWay / mebi()),
            onItsWay <= 8 << 20);
        long least = readers.least();
        figures.add(
            String.format(Locale.ROOT, "%.1f MiB read by the slowest", least / mebi()),
            least >= Math.min(64L << 20, (seconds - 5L) * CHUNK));
      }
    }
  }

  private static double mebi() {
    return 1 << 20;
  }

  private Map<String, String> threads(int count) {
    return ServerSettings.none().threads(container().container(), count).byName();
  }

  /** Asks for something else all the time; returns the most live bytes meanwhile. */
  private static long whileOthersAsk(Caller caller, int seconds, Figures figures) throws Exception {
    ExecutorService clients = Executors.newSingleThreadExecutor();
    try {
      Load load = Load.fine(caller, 8).at(100);
      Future<Load.Tally> others = clients.submit(() -> load.send(100 * seconds));
      long most = 0;
      while (!done(others)) {
        most = Math.max(most, LiveProcess.of(caller.mounted().server().pid()).heapBytes());
      }
      Load.Tally tally = others.get();
      figures.add("others: " + tally.notRight(), tally.right() == 100 * seconds);
      double p99 = tally.percentileMillis(99);
      figures.add(String.format(Locale.ROOT, "p99 %.0f ms", p99), p99 < 500);
      return most;
    } finally {
      clients.shutdownNow();
    }
  }

  /** Waits between two looks, each of which collects all garbage. */
  private static boolean done(Future<?> others) throws Exception {
    try {
      others.get(3, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  /** How many bytes the app has handed over. */
  private static long sent(Caller caller, RawRequest request) {
    return CHUNK
        * caller.ledger(request).events().stream().filter(event -> event.equals("yield")).count();
  }

  @Test
  @Fault(
      id = "X06",
      title = "2,000 half-sent heads and 500 bodies that stop after their first byte, 100 threads",
      target =
          "others right while less than 100 threads are held; service restored within the"
              + " container's time-out and 5 s")
  default void slowSenders(Figures figures) throws Exception {
    figures.reduced(
        "bodies stop, instead of 1 byte in 10 s; containers are told to wait 5 s for the next"
            + " bytes, not 20 s and more");
    Map<String, String> settings =
        ServerSettings.none()
            .threads(container().container(), 100)
            .patience(container().container(), NEXT_BYTES)
            .byName();
    try (ServerProcess server = container().start(Map.of("/ctx", app()), settings)) {
      Caller caller = at(server, "/ctx");
      RawRequest head = caller.app("body").method("POST").with("Content-Length", "1000");
      String whole = new String(head.bytes(), ISO_8859_1);
      try (HeldConnections held = new HeldConnections(caller)) {
        held.open(2_000, whole.substring(0, whole.length() / 2));
        held.open(50, whole + "x");
        Load.Tally others = Load.fine(caller, 4).at(100).send(200);
        figures.add("50 bodies held: " + others.notRight(), others.right() == 200);
        double p99 = others.percentileMillis(99);
        figures.note(String.format(Locale.ROOT, "p99 %.0f ms", p99));
        held.open(450, whole + "x");
        long begun = System.nanoTime();
        double restored = Until.holds(Duration.ofMinutes(2), () -> answers(caller), n -> n == 1);
        double seconds = (System.nanoTime() - begun) / 1e9;
        figures.add(
            String.format(
                Locale.ROOT, "%s after %.1f s", restored == 1 ? "restored" : "lost", seconds),
            restored == 1 && seconds <= NEXT_BYTES.plusSeconds(5).toSeconds());
        long open = Until.holds(NEXT_BYTES.plusSeconds(5), held::open, n -> n == 0);
        figures.note(open + " connections still held");
      }
    }
  }

  private static long answers(Caller caller) throws Exception {
    return Load.fine(caller, 1).send(20).right() == 20 ? 1 : 0;
  }
}
