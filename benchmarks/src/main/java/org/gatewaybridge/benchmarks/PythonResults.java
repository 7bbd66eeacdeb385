package org.gatewaybridge.benchmarks;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;

/** All that {@link PythonBenchmark} measured. */
record PythonResults(
    String name,
    Machine machine,
    int workers,
    int rounds,
    int seconds,
    List<Start> starts,
    List<OfLoad> loads) {

  /** How long a server of Django took from its process to its first answer. */
  record Start(String server, double seconds) {
    static Start of(PythonServer server) {
      return new Start(server.name(), server.startSeconds());
    }
  }

  private static final double MEBIBYTE = 1 << 20;

  /** One load at one number of connections: the servers' turns, by their names. */
  record OfLoad(String load, int connections, Map<String, List<Turn>> turns) {
    static OfLoad begin(String load, int connections, List<PythonServer> servers) {
      Map<String, List<Turn>> turns = new LinkedHashMap<>();
      servers.forEach(server -> turns.put(server.name(), new ArrayList<>()));
      return new OfLoad(load, connections, turns);
    }

    void add(String server, Turn turn) {
      turnsOf(server).add(turn);
    }

    String latest() {
      return turns.entrySet().stream()
          .map(
              server ->
                  String.format(
                      Locale.ROOT,
                      "%s %,.0f/s",
                      server.getKey(),
                      server.getValue().get(server.getValue().size() - 1).requestsPerSecond()))
          .collect(joining(", "));
    }

    List<Turn> turnsOf(String server) {
      List<Turn> found = turns.get(server);
      if (found == null) {
        throw new IllegalArgumentException("No server " + server);
      }
      return found;
    }

    private Spread spread(String server, ToDoubleFunction<Turn> figure) {
      return Spread.of(turnsOf(server).stream().mapToDouble(figure).toArray());
    }

    /** Compares the bridge's requests per second round by round. */
    private Spread bridgeTo(String server) {
      List<Turn> bridge = turnsOf(PythonServer.BRIDGE);
      List<Turn> other = turnsOf(server);
      return Spread.of(
          IntStream.range(0, bridge.size())
              .mapToDouble(
                  i -> bridge.get(i).requestsPerSecond() / other.get(i).requestsPerSecond())
              .toArray());
    }
  }

  /** One load of some seconds; CPU time and memory (PSS) of all processes, and of Python's. */
  record Turn(
      double requestsPerSecond,
      double p50Millis,
      double p99Millis,
      double cpuSecondsPerThousand,
      double pythonCpuMicros,
      double memoryMebibytes,
      double pythonMemoryMebibytes,
      long errors) {
    static Turn of(Wrk.Facts facts, PythonServer.Use before, PythonServer.Use after) {
      double requests = Math.max(1, facts.requests());
      return new Turn(
          facts.requestsPerSecond(),
          facts.p50() / 1e3,
          facts.p99() / 1e3,
          (after.cpuSeconds() - before.cpuSeconds()) * 1e3 / requests,
          (after.pythonCpuSeconds() - before.pythonCpuSeconds()) * 1e6 / requests,
          after.bytes() / MEBIBYTE,
          after.pythonBytes() / MEBIBYTE,
          facts.errors());
    }
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Python apps: the bridge against Gunicorn\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "JDK %s, Tomcat 11, %d cores, %s, load average before the run %.1f. %d workers each,"
                + " one interpreter, 4 threads in each worker where it says threads and else one,"
                + " %d rounds of %d s in turns; wrk on the same cores.%nMedians, and in brackets"
                + " the middle half of the rounds; the ratio is the bridge's requests per second to"
                + " the row's, round by round. CPU time and memory (PSS) are those of all"
                + " processes; those of Python's alone stand beside them. Downloads are counted by"
                + " their bytes, those that a round's end cut too.%n%n",
            machine.jdk().version(),
            machine.cores(),
            machine.os(),
            machine.load(),
            workers,
            rounds,
            seconds));
    text.append(
        "From the start of the process to the first answer of Django's page, or of a file by Tomcat"
            + " alone, in turns: %s.\n\n".formatted(started()));
    return text.append(table()).toString();
  }

  /** Returns a row for each load, number of connections and server. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| load | connections | server | requests/s | bridge / it | p50, ms | p99, ms | CPU s per"
            + " 1,000 | of Python, us per request | memory, MiB | of Python | errors |\n"
            + "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (OfLoad load : loads) {
      load.turns().keySet().forEach(server -> text.append(row(load, server)));
    }
    return text.toString();
  }

  private static String row(OfLoad load, String server) {
    return "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %d |\n"
        .formatted(
            load.load().toLowerCase(Locale.ROOT),
            load.connections(),
            server,
            load.spread(server, Turn::requestsPerSecond).show("%,.0f"),
            server.equals(PythonServer.BRIDGE) ? "" : load.bridgeTo(server).show("%.2f"),
            load.spread(server, Turn::p50Millis).median("%.2f"),
            load.spread(server, Turn::p99Millis).median("%.2f"),
            load.spread(server, Turn::cpuSecondsPerThousand).median("%.3f"),
            load.spread(server, Turn::pythonCpuMicros).median("%.0f"),
            load.spread(server, Turn::memoryMebibytes).median("%.0f"),
            load.spread(server, Turn::pythonMemoryMebibytes).median("%.0f"),
            load.turnsOf(server).stream().mapToLong(Turn::errors).sum());
  }

  private String started() {
    return starts.stream().map(Start::server).distinct().map(this::started).collect(joining(", "));
  }

  private String started(String server) {
    double[] seconds =
        starts.stream()
            .filter(start -> start.server().equals(server))
            .mapToDouble(Start::seconds)
            .toArray();
    return server + " " + Spread.of(seconds).show("%.2f") + " s";
  }
}
