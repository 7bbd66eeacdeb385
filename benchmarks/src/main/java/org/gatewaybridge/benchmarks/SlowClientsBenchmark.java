package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;

/**
 * What usual clients of a Python app with two workers notice of four hundred slow ones, behind the
 * bridge and behind nginx and Gunicorn.
 */
public final class SlowClientsBenchmark {
  private static final int EACH = 200;
  private static final int USUAL = 16;
  private static final int WORKERS = 2;
  private static final long FILE_BYTES = 3L << 20; // as the other long answers
  private static final int SETTLING_SECONDS = 5;

  private final Path work = BenchmarkOptions.work().resolve("slow-clients");
  private final Path java = BenchmarkOptions.java();
  private final int rounds = BenchmarkOptions.number("python.rounds");
  private final int seconds = BenchmarkOptions.number("python.seconds");
  private final int warmup = BenchmarkOptions.number("warmup");

  private SlowClientsBenchmark() {}

  /** All that was measured: what the JSON file holds. */
  record Slow(Machine machine, List<Round> rounds) {}

  /** One round of a server: the usual clients alone, and beside the slow ones. */
  record Round(
      String server, Wrk.Facts alone, Wrk.Facts beside, int lost, long mebibytes, long threads) {
    double p99Ratio() {
      return beside.p99() / alone.p99();
    }
  }

  /** Measures and writes the results. */
  static void run() throws IOException, InterruptedException {
    new SlowClientsBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    Files.createDirectories(work);
    Path file = work.resolve("file");
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(FILE_BYTES);
    }
    PythonServer.Plan plan =
        new PythonServer.Plan(
            "plain",
            "/hello",
            BenchmarkOptions.text("python"),
            WORKERS,
            work,
            java,
            Map.of("BENCHMARK_FILE", file.toString()));
    List<Round> measured = new ArrayList<>();
    try (PythonServer bridge = PythonServer.bridge(plan)) {
      measure(bridge, measured);
    }
    try (PythonServer nginx = PythonServer.gunicornBehindNginx(plan)) {
      measure(nginx, measured);
    }
    Slow results = new Slow(machine, measured);
    Report.write("slow-clients", machine, results, markdown(results));
  }

  private void measure(PythonServer server, List<Round> to)
      throws IOException, InterruptedException {
    Wrk wrk = Wrk.of(List.of(), work, USUAL);
    URI hello = server.uri("/hello");
    if (server.name().equals(PythonServer.BRIDGE)) {
      WarmUp.run(server.pid(), java, warmup, span -> wrk.tryRun(hello, span));
    }
    for (int round = 0; round < rounds; round++) {
      Wrk.Facts alone = wrk.tryRun(hello, seconds);
      List<String> large = List.of("/chunks", "/large", "/file");
      try (SlowLoad slow = SlowLoad.start(server.port(), EACH, "/upload", large)) {
        wrk.tryRun(hello, SETTLING_SECONDS); // until all of them hold what they can
        Wrk.Facts beside = wrk.tryRun(hello, seconds);
        long bytes = server.use().bytes() >> 20;
        Round made = new Round(server.name(), alone, beside, slow.lost(), bytes, threads(server));
        System.out.println(made);
        to.add(made);
      }
    }
  }

  private static long threads(PythonServer server) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
      return tasks.count();
    }
  }

  private String markdown(Slow results) {
    StringBuilder text = new StringBuilder("# Slow clients of a Python app\n\n");
    text.append(results.machine().words())
        .append(
            String.format(
                Locale.ROOT,
                "%n%d workers. %d usual clients alone, then beside %d that send 1 byte a second and"
                    + " %d that%nread 1 KiB a second; wrk on the same cores.%nMedians of %d rounds"
                    + " of %d s, and in brackets the middle half of them; the ratios are round by"
                    + " round.%n%n",
                WORKERS,
                USUAL,
                EACH,
                EACH,
                rounds,
                seconds))
        .append("| server | requests/s alone | beside | p99 alone, ms | beside | ratio of p99")
        .append(" | failed | slow ones cut | memory, MiB | threads |\n")
        .append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    results.rounds().stream()
        .map(Round::server)
        .distinct()
        .forEach(server -> text.append(row(server, results.rounds())));
    return text.toString();
  }

  private static String row(String server, List<Round> all) {
    List<Round> own = all.stream().filter(round -> round.server().equals(server)).toList();
    return "| %s | %s | %s | %s | %s | %s | %d | %d | %s | %s |\n"
        .formatted(
            server,
            spread(own, round -> round.alone().requestsPerSecond()).show("%,.0f"),
            spread(own, round -> round.beside().requestsPerSecond()).show("%,.0f"),
            spread(own, round -> round.alone().p99() / 1e3).show("%.1f"),
            spread(own, round -> round.beside().p99() / 1e3).show("%.1f"),
            spread(own, Round::p99Ratio).show("%.2f"),
            own.stream().mapToLong(round -> round.beside().errors()).sum(),
            own.stream().mapToLong(Round::lost).sum(),
            spread(own, Round::mebibytes).median("%.0f"),
            spread(own, Round::threads).median("%.0f"));
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
