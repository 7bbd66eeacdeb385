package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final List<String> CONTESTANTS = List.of(RAW, RAW_AGAIN, BRIDGE);

  // Two cores, whatever the pinning leaves: the container sizes its pools as on a small machine.
  private static final List<String> JVM =
      List.of("-Xms512m", "-Xmx512m", "-XX:ActiveProcessorCount=2");

  private final Path work = Path.of(System.getProperty("benchmarks.work"));
  private final Path java = Path.of(System.getProperty("benchmark.java"));
  private final Settings settings =
      new Settings(
          System.getProperty("benchmark.app"),
          Integer.getInteger("benchmark.processes"),
          Integer.getInteger("benchmark.seconds"),
          Integer.getInteger("benchmark.turn"),
          Integer.getInteger("benchmark.warmup"),
          Integer.getInteger("benchmark.connections"),
          Programs.canPin());
  private final Wrk wrk = Wrk.of(Programs.onCore(1), work, settings.connections());

  private HelloBenchmark() throws IOException {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    HelloBenchmark benchmark = new HelloBenchmark();
    Machine machine = benchmark.machine();
    List<OfContainer> measured = new ArrayList<>();
    for (Container container : Container.named(System.getProperty("benchmark.containers"))) {
      measured.add(benchmark.measure(container));
    }
    Results results = new Results(machine, benchmark.settings, measured);
    System.out.println(HelloReport.markdown(results));
    HelloReport.write(
        results, Files.createDirectories(Path.of(System.getProperty("benchmark.results"))));
  }

  private Machine machine() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Jdk.at(java));
  }

  private OfContainer measure(Container container) throws IOException, InterruptedException {
    Map<String, War> wars = new LinkedHashMap<>();
    wars.put("/" + RAW, War.ofServlet(work.resolve("raw-war"), settings.app() + "Servlet"));
    wars.put(
        "/" + RAW_AGAIN, War.ofServlet(work.resolve("raw-again-war"), settings.app() + "Servlet"));
    wars.put("/" + BRIDGE, War.ofApp(work.resolve("bridge-war"), work, settings.app() + "App"));
    OfContainer all =
        new OfContainer(
            container.id(), container.version(), CONTESTANTS.stream().map(Series::of).toList());
    for (int process = 1; process <= settings.processes(); process++) {
      OfContainer one =
          new OfContainer(container.id(), container.version(), measure(container, wars));
      System.out.println(container.id() + " " + process + ": " + HelloReport.ratios(one));
      one.series()
          .forEach(series -> all.series(series.contestant()).rounds().addAll(series.rounds()));
    }
    return all;
  }

  private List<Series> measure(Container container, Map<String, War> wars)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(container, wars, work, java, JVM)) {
      Contest contest = new Contest(server, wrk, settings.turnMillis(), CONTESTANTS, "/hello");
      contest.mustAnswerTheSame();
      int took = contest.warmUp(settings.warmupSeconds(), java);
      System.out.println(container.id() + ": warm after " + took + " s");
      Programs.keepOnCore(0, server.pid());
      return contest.run(settings.seconds());
    }
  }
}
