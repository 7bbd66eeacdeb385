package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.gatewaybridge.benchmarks.KeepAliveLoad.Call;
import org.gatewaybridge.benchmarks.KeepAliveLoad.Tally;

/**
 * What many requests left behind in a server.
 *
 * @param before the server after a tenth of the load: by then classes are loaded, and pools and
 *     buffers are made for every connection
 * @param after the server when the load has gone
 */
record Soak(int requests, Tally tally, Duration took, JvmState before, JvmState after) {

  /**
   * More live bytes than this are a leak. A JVM that leaks nothing still keeps some hundred KiB
   * more: reflection turned into classes, buffers of a thread more. At 10,000 requests it finds a
   * leak of 210 bytes a request, at 200,000 one of 11 bytes.
   */
  static final long TOLERATED_BYTES = 2 * 1024 * 1024;

  private static final int CONNECTIONS = 64;

  /**
   * A worker for each connection, and some that a pool makes while others are about to be free. A
   * pool keeps them for long, Jetty ends one a minute: so they are counted, not waited for. Of any
   * other kind of thread there must be none more than before.
   */
  static final int TOLERATED_WORKERS = CONNECTIONS + 16;

  private static final Pattern WORKER =
      Pattern.compile("http-nio-.*-exec-\\d+|qtp.*|XNIO-\\d+ task-\\d+");

  private static final List<String> JVM = List.of("-Xmx128m");

  /**
   * Soaks one app on one container.
   *
   * @param app the simple name of a class among the apps
   * @param mix the requests, under the context path {@code /soak}
   */
  static Soak of(
      BenchmarkContainer container, String app, List<Call> mix, int requests, Path work, Path java)
      throws IOException, InterruptedException, ExecutionException {
    War war = War.ofApp(work.resolve(app + "-war"), work, app);
    try (BenchmarkServer server =
        BenchmarkServer.start(container, Map.of("/soak", war), work, java, JVM)) {
      KeepAliveLoad load = new KeepAliveLoad(server.port(), CONNECTIONS, mix);
      load.send(requests / 10);
      JvmState before = JvmState.of(server.pid(), java);
      long start = System.nanoTime();
      Tally tally = load.send(requests);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Soak(requests, tally, took, before, JvmState.of(server.pid(), java));
    }
  }

  /** Returns what went wrong, in a sentence each; empty if nothing did. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (tally.right() != requests) {
      faults.add("answers: " + tally);
    }
    if (grown() > TOLERATED_BYTES) {
      faults.add("heap: grew by " + grown() + " bytes, tolerated are " + TOLERATED_BYTES);
    }
    if (workers(after).size() > TOLERATED_WORKERS) {
      faults.add("threads: " + workers(after).size() + " workers, tolerated " + TOLERATED_WORKERS);
    }
    List<String> more = new ArrayList<>(others(after));
    others(before).forEach(more::remove);
    if (!more.isEmpty()) {
      faults.add("threads: " + more.size() + " new ones, " + more);
    }
    return faults;
  }

  private long grown() {
    return after.liveBytes() - before.liveBytes();
  }

  private static List<String> workers(JvmState state) {
    return state.threads().stream().filter(WORKER.asMatchPredicate()).toList();
  }

  private static List<String> others(JvmState state) {
    return state.threads().stream().filter(WORKER.asMatchPredicate().negate()).toList();
  }

  /** A row of a table in Markdown, without its first cell. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%,d | %d | %.1f | %,d | %,d | %d | %d | %d | %d |",
        requests,
        requests - tally.right(),
        took.toMillis() / 1e3,
        before.liveBytes() / 1024,
        after.liveBytes() / 1024,
        workers(before).size(),
        workers(after).size(),
        others(before).size(),
        others(after).size());
  }

  /** The head of a table of {@link #row}s, whose first column is the container. */
  static final String HEAD =
      """
      | container | requests | not right | seconds | heap before, KiB | after | workers before | after | other threads before | after |
      |---|---|---|---|---|---|---|---|---|---|
      """;
}
