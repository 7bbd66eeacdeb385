package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;

/**
 * WebSockets of a Java app against a hand-written endpoint in the same server: messages that come
 * back, and what open sockets cost that say nothing.
 */
final class SocketsBenchmark {
  private static final int BYTES = 100;
  private static final int IDLE_SECONDS = 60;
  private static final String APP = "/app";
  private static final String ENDPOINT = "/endpoint";
  private static final double KIBIBYTE = 1024;

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final int rounds = BenchmarkOptions.number("rounds");
  private final int seconds = BenchmarkOptions.number("python.seconds");
  private final int clients = BenchmarkOptions.number("clients");
  private final int warmup = BenchmarkOptions.number("warmup");

  /** One round of so many sockets; the CPU time of a message is that of the whole server. */
  record Round(
      int sockets, Wrk.Facts app, double appMicros, Wrk.Facts endpoint, double endpointMicros) {
    double ratio() {
      return app.requestsPerSecond() / endpoint.requestsPerSecond();
    }
  }

  /** Idle sockets of one contestant; the heap is what a full collection leaves. */
  record Idle(String contestant, int opened, int kept, long pings, double kibibytes, int threads) {}

  /** All that was measured: what the JSON file holds. */
  record Sockets(Machine machine, String container, List<Round> rounds, List<Idle> idle) {}

  private SocketsBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new SocketsBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    for (BenchmarkContainer container : BenchmarkOptions.containers()) {
      Map<String, War> wars =
          Map.of(
              APP, War.ofApp(work.resolve("echo-app"), work, "EchoApp"),
              ENDPOINT, War.ofServlet(work.resolve("echo-endpoint"), "EchoEndpoint"));
      List<Round> measured = messages(container, wars);
      List<Idle> idle = new ArrayList<>();
      for (String contestant : List.of(ENDPOINT, APP)) {
        idle.add(idle(container, wars, contestant));
      }
      Sockets results =
          new Sockets(machine, container.id() + " " + container.version(), measured, idle);
      Report.write("sockets-" + container.id(), machine, results, markdown(results));
    }
  }

  private List<Round> messages(BenchmarkContainer container, Map<String, War> wars)
      throws IOException, InterruptedException {
    List<Round> measured = new ArrayList<>();
    try (BenchmarkServer server = BenchmarkServer.start(container, wars, work, java, List.of())) {
      for (int sockets : BenchmarkOptions.connections()) {
        SocketLoad load = new SocketLoad(sockets, BYTES);
        for (String contestant : List.of(APP, ENDPOINT)) {
          WarmUp.run(
              server.pid(), java, warmup, span -> load.run(server.port(), at(contestant), span));
        }
        for (int round = 0; round < rounds; round++) {
          double begin = server.cpuSeconds();
          Wrk.Facts app = load.run(server.port(), at(APP), seconds);
          double middle = server.cpuSeconds();
          Wrk.Facts endpoint = load.run(server.port(), at(ENDPOINT), seconds);
          double end = server.cpuSeconds();
          Round made =
              new Round(
                  sockets,
                  app,
                  (middle - begin) * 1e6 / app.requests(),
                  endpoint,
                  (end - middle) * 1e6 / endpoint.requests());
          System.out.println(made);
          measured.add(made);
        }
      }
    }
    return measured;
  }

  private Idle idle(BenchmarkContainer container, Map<String, War> wars, String contestant)
      throws IOException {
    BenchmarkContainer asked = container.with(2 * clients, 32);
    List<String> jvm = List.of("-Xmx2g", "-Dgateway.websocket.ping=20s");
    try (BenchmarkServer server = BenchmarkServer.start(asked, wars, work, java, jvm);
        ServerBeans beans = ServerBeans.of(server.pid())) {
      IdleSockets.open(server.port(), at(contestant), 100).close(); // classes are loaded
      long before = beans.liveBytes();
      try (IdleSockets sockets = IdleSockets.open(server.port(), at(contestant), clients)) {
        double kibibytes = (beans.liveBytes() - before) / KIBIBYTE / clients;
        int kept = sockets.hold(IDLE_SECONDS);
        Idle idle =
            new Idle(contestant, clients, kept, sockets.pings(), kibibytes, beans.mostThreads());
        System.out.println(idle);
        return idle;
      }
    }
  }

  private static String at(String contestant) {
    return contestant + "/echo";
  }

  private static String markdown(Sockets results) {
    StringBuilder text = new StringBuilder("# WebSockets of a Java app\n\n");
    text.append(results.machine().words())
        .append(" ")
        .append(results.container())
        .append(
            String.format(
                Locale.ROOT,
                ". Messages of %d bytes come back from the app and from a hand-written endpoint in"
                    + " the same server, in turns; medians, and in brackets the middle half.%n%n",
                BYTES))
        .append("| sockets | app, messages/s | endpoint | ratio | app, CPU us a message")
        .append(" | endpoint | app, p99, ms | endpoint |\n")
        .append("|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    results.rounds().stream()
        .map(Round::sockets)
        .distinct()
        .forEach(sockets -> text.append(row(sockets, results.rounds())));
    text.append("\n| idle sockets of | opened | open after ")
        .append(IDLE_SECONDS)
        .append(" s | pings | heap of one, KiB | most platform threads |\n")
        .append("|---|---:|---:|---:|---:|---:|\n");
    for (Idle idle : results.idle()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %,d | %.1f | %d |%n",
              idle.contestant().substring(1),
              idle.opened(),
              idle.kept(),
              idle.pings(),
              idle.kibibytes(),
              idle.threads()));
    }
    return text.toString();
  }

  private static String row(int sockets, List<Round> all) {
    List<Round> own = all.stream().filter(round -> round.sockets() == sockets).toList();
    return "| %d | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            sockets,
            spread(own, round -> round.app().requestsPerSecond()).median("%,.0f"),
            spread(own, round -> round.endpoint().requestsPerSecond()).median("%,.0f"),
            spread(own, Round::ratio).show("%.2f"),
            spread(own, Round::appMicros).median("%.1f"),
            spread(own, Round::endpointMicros).median("%.1f"),
            spread(own, round -> round.app().p99() / 1e3).median("%.2f"),
            spread(own, round -> round.endpoint().p99() / 1e3).median("%.2f"));
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
