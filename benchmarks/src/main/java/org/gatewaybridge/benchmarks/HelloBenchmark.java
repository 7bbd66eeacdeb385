package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.OfContainer;
import org.gatewaybridge.benchmarks.Results.Series;
import org.gatewaybridge.benchmarks.Results.Settings;

/**
 * Hello through the bridge against a servlet that does the same, both in one server process, in
 * turns of milliseconds. A second copy of the servlet shows how far two equals differ on this
 * machine, and several processes one after another what the compiler's luck in one is worth.
 */
public final class HelloBenchmark {
  static final String RAW = "raw";
  static final String RAW_AGAIN = "raw-again";
  static final String BRIDGE = "bridge";
  static final String MIDDLEWARE = "middleware";
  private static final List<String> CONTESTANTS = List.of(RAW, RAW_AGAIN, BRIDGE, MIDDLEWARE);

  // Two cores, whatever the pinning leaves: the container sizes its pools as on a small machine.
  private static final List<String> JVM =
      List.of("-Xms512m", "-Xmx512m", "-XX:ActiveProcessorCount=2");

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final Settings settings =
      new Settings(
          BenchmarkOptions.text("app"),
          BenchmarkOptions.number("processes"),
          BenchmarkOptions.number("seconds"),
          BenchmarkOptions.number("turn"),
          BenchmarkOptions.number("warmup"),
          BenchmarkOptions.connections(),
          Programs.canPin());

  private HelloBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    HelloBenchmark benchmark = new HelloBenchmark();
    Machine machine = Machine.with(benchmark.java);
    List<OfContainer> measured = new ArrayList<>();
    for (BenchmarkContainer container : BenchmarkOptions.containers()) {
      measured.addAll(benchmark.measure(container));
    }
    Results results = new Results(machine, benchmark.settings, measured);
    String name = benchmark.settings.app().toLowerCase(Locale.ROOT);
    Report.write(name, machine, results, HelloReport.markdown(results));
    HelloReport.plot(Report.file(name, machine), measured);
  }

  private List<OfContainer> measure(BenchmarkContainer container)
      throws IOException, InterruptedException {
    Map<String, War> wars = new LinkedHashMap<>();
    wars.put("/" + RAW, War.ofServlet(work.resolve("raw-war"), settings.app() + "Servlet"));
    wars.put(
        "/" + RAW_AGAIN, War.ofServlet(work.resolve("raw-again-war"), settings.app() + "Servlet"));
    wars.put("/" + BRIDGE, War.ofApp(work.resolve("bridge-war"), work, settings.app() + "App"));
    wars.put(
        "/" + MIDDLEWARE,
        War.ofApp(work.resolve("middleware-war"), work, settings.app() + "BehindFive"));
    List<OfContainer> all =
        settings.connections().stream()
            .map(connections -> OfContainer.begin(container, connections, CONTESTANTS))
            .toList();
    for (int process = 1; process <= settings.processes(); process++) {
      measure(container, wars, process, all);
    }
    return all;
  }

  private void measure(
      BenchmarkContainer container, Map<String, War> wars, int process, List<OfContainer> all)
      throws IOException, InterruptedException {
    try (BenchmarkServer server = BenchmarkServer.start(container, wars, work, java, JVM)) {
      Contest contest = new Contest(server, settings.turnMillis(), CONTESTANTS, "/hello");
      contest.mustAnswerTheSame();
      int took = contest.warmUp(wrk(settings.connections().get(0)), settings.warmupSeconds(), java);
      System.out.println(container.id() + " " + process + ": warm after " + took + " s");
      Programs.keepOnCore(0, server.pid());
      for (OfContainer one : all) {
        List<Series> series = contest.run(wrk(one.connections()), settings.seconds());
        System.out.println(
            "%s %d, %d connections: %s"
                .formatted(
                    container.id(),
                    process,
                    one.connections(),
                    HelloReport.ratios(one.with(series))));
        series.forEach(some -> one.series(some.contestant()).rounds().addAll(some.rounds()));
      }
    }
  }

  private Wrk wrk(int connections) throws IOException {
    return Wrk.of(Programs.onCore(1), work, connections);
  }
}
