package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gatewaybridge.benchmarks.Results.Machine;

/**
 * Hello by a servlet, by the bridge and by others who bring an app model into a servlet container,
 * all in one server process, loaded one after another, forth and back.
 */
public final class PeersBenchmark {
  private static final String RAW = "raw";
  private static final String BRIDGE = "bridge";
  private static final int TURN_MILLIS = 100;
  private static final int LOAD_SECONDS = 1;
  private static final int JRUBY_JDK = 21;
  // Two cores, whatever the pinning leaves: the container sizes its pools as on a small machine.
  private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:ActiveProcessorCount=2");

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final int rounds = BenchmarkOptions.number("rounds");
  private final int warmup = BenchmarkOptions.number("warmup");

  /** One container at one number of connections: samples by contestant. */
  record OfContainer(
      String container, String version, int connections, Map<String, List<Sample>> samples) {
    private List<Sample> of(String contestant) {
      List<Sample> found = samples.get(contestant);
      if (found == null) {
        throw new IllegalArgumentException("No contestant " + contestant);
      }
      return found;
    }
  }

  /** All that was measured. */
  record Peers(Machine machine, int rounds, int seconds, List<OfContainer> containers) {}

  private PeersBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    build();
    new PeersBenchmark().measure();
  }

  /** Builds the peers, a project of their own: a plain build shall not fetch Kotlin and JRuby. */
  private static void build() throws IOException, InterruptedException {
    String maven = Path.of(System.getProperty("maven.home"), "bin/mvn").toString();
    String peers = BenchmarkOptions.module("peers").toString();
    Programs.run(List.of(maven, "-q", "-B", "-f", peers, "package"));
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    Map<String, War> wars = wars(Integer.parseInt(machine.jdk().feature()));
    Peers peers = new Peers(machine, rounds, LOAD_SECONDS, new ArrayList<>());
    for (BenchmarkContainer container : BenchmarkOptions.containers()) {
      peers.containers().addAll(measure(container, wars));
      Report.write("peers", machine, peers, markdown(peers));
    }
    plot(peers, wars.keySet());
  }

  private Map<String, War> wars(int jdk) throws IOException {
    Map<String, War> wars = new LinkedHashMap<>();
    wars.put(RAW, War.ofServlet(work.resolve("raw-war"), "HelloServlet"));
    wars.put(BRIDGE, War.ofApp(work.resolve("bridge-war"), work, "HelloApp"));
    try (Stream<Path> folders = Files.list(BenchmarkOptions.module("peers"))) {
      folders
          .sorted()
          .map(folder -> folder.resolve("target").resolve(folder.getFileName()))
          .filter(exploded -> Files.isDirectory(exploded.resolve("WEB-INF")))
          .filter(exploded -> jdk >= JRUBY_JDK || !exploded.endsWith("jruby-rack"))
          .forEach(exploded -> wars.put(exploded.getFileName().toString(), new War(exploded)));
    }
    return wars;
  }

  private List<OfContainer> measure(BenchmarkContainer container, Map<String, War> wars)
      throws IOException, InterruptedException {
    Map<String, War> mounted = new LinkedHashMap<>();
    wars.forEach((name, war) -> mounted.put("/" + name, war));
    try (BenchmarkServer server = BenchmarkServer.start(container, mounted, work, java, JVM);
        ServerBeans beans = ServerBeans.of(server.pid())) {
      List<String> contestants = List.copyOf(wars.keySet());
      Contest contest = new Contest(server, TURN_MILLIS, contestants, "/hello");
      contest.mustAnswerTheSame();
      int took = contest.warmUp(wrk(BenchmarkOptions.connections().get(0)), warmup, java);
      System.out.println(container.id() + ": warm after " + took + " s");
      Programs.keepOnCore(0, server.pid());
      List<OfContainer> measured = new ArrayList<>();
      for (int connections : BenchmarkOptions.connections()) {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        contestants.forEach(name -> samples.put(name, new ArrayList<>()));
        OfContainer one =
            new OfContainer(container.id(), container.version(), connections, samples);
        for (int round = 0; round < rounds; round++) {
          List<String> order = new ArrayList<>(contestants);
          if (round % 2 == 1) {
            Collections.reverse(order);
          }
          for (String name : order) {
            one.of(name)
                .add(
                    Sample.of(
                        wrk(connections),
                        server,
                        beans,
                        server.uri("/" + name + "/hello"),
                        LOAD_SECONDS));
          }
        }
        measured.add(one);
      }
      return measured;
    }
  }

  private Wrk wrk(int connections) throws IOException {
    return Wrk.of(Programs.onCore(1), work, connections);
  }

  private static void plot(Peers peers, Set<String> contestants) throws IOException {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    for (String name : contestants) {
      bars.put(
          name,
          peers.containers().stream()
              .map(one -> Sample.spread(one.of(name), Sample::cpuSecondsPerMillion).median())
              .toList());
    }
    Plot.bars(
        Report.file("peers", peers.machine()),
        "CPU time of hello",
        "us per request",
        peers.containers().stream()
            .map(one -> one.container() + " x " + one.connections())
            .toList(),
        bars);
  }

  private static String markdown(Peers peers) {
    StringBuilder text = new StringBuilder("# Hello: the bridge against its peers\n\n");
    text.append(peers.machine().words());
    text.append(
        String.format(
            Locale.ROOT,
            " All contestants in one server process, each loaded for %d s, %d rounds, forth and"
                + " back%s.%nMedians, and in brackets the middle half; bridge / it compares round"
                + " by round: of requests per second more is better, of CPU time less. CPU time and"
                + " allocated bytes are those of the whole server process. JRuby-Rack needs JDK"
                + " 21.%n%n",
            peers.seconds(),
            peers.rounds(),
            Programs.canPin() ? "; the server on one core, wrk on another" : ""));
    text.append(
        "| container | connections | contestant | requests/s | bridge / it | CPU s per million |"
            + " bridge / it | bytes per request | p50, ms | p99, ms | errors |\n"
            + "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (OfContainer one : peers.containers()) {
      one.samples().keySet().forEach(name -> text.append(row(one, name)));
    }
    return text.toString();
  }

  private static String row(OfContainer one, String name) {
    List<Sample> samples = one.of(name);
    return "| %s %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %d |\n"
        .formatted(
            one.container(),
            one.version(),
            one.connections(),
            name,
            Sample.spread(samples, Sample::requestsPerSecond).show("%,.0f"),
            toBridge(one, name, Sample::requestsPerSecond),
            Sample.spread(samples, Sample::cpuSecondsPerMillion).show("%.1f"),
            toBridge(one, name, Sample::cpuSecondsPerMillion),
            Sample.spread(samples, Sample::bytesPerRequest).median("%,.0f"),
            Sample.spread(samples, Sample::p50Millis).median("%.2f"),
            Sample.spread(samples, Sample::p99Millis).median("%.2f"),
            samples.stream().mapToLong(Sample::errors).sum());
  }

  private static String toBridge(OfContainer one, String name, ToDoubleFunction<Sample> figure) {
    return name.equals(BRIDGE)
        ? ""
        : Sample.ratio(one.of(BRIDGE), one.of(name), figure).show("%.2f");
  }
}
