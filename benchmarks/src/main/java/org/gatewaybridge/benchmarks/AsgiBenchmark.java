package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.benchmarks.PythonResults.OfLoad;
import org.gatewaybridge.benchmarks.PythonResults.Turn;
import org.gatewaybridge.benchmarks.Results.Machine;

/**
 * Asynchronous Python apps behind the bridge against the same apps behind their usual servers, with
 * the same interpreter and as many workers, alternated.
 */
final class AsgiBenchmark {
  private static final int WORKERS = 2;
  private static final int MESSAGE_BYTES = 100;

  /** What is asked of which app. */
  enum Load {
    HELLO("asgi_plain", "/hello"),
    STARLETTE("starlette_page", "/items/7?q=a"),
    CHUNKS("asgi_plain", "/chunks"),
    ECHO("asgi_plain", "/echo");

    private final String module;
    private final String path;

    Load(String module, String path) {
      this.module = module;
      this.path = path;
    }
  }

  /** Something that loads a server for some seconds. */
  private interface Run {
    Wrk.Facts run(PythonServer server, int seconds) throws IOException, InterruptedException;
  }

  private final Path work = BenchmarkOptions.work().resolve("asgi");
  private final Path java = BenchmarkOptions.java();
  private final String python = BenchmarkOptions.text("python");
  private final int rounds = BenchmarkOptions.number("python.rounds");
  private final int seconds = BenchmarkOptions.number("python.seconds");
  private final int warmup = BenchmarkOptions.number("warmup");

  private AsgiBenchmark() {}

  /** Runs the loads of {@code benchmark.python.loads} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new AsgiBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    Files.createDirectories(work);
    List<OfLoad> measured = new ArrayList<>();
    PythonResults results =
        new PythonResults("asgi", machine, WORKERS, rounds, seconds, List.of(), measured);
    String wanted = BenchmarkOptions.text("python.loads");
    for (Load load : Load.values()) {
      if (wanted.equals("all")
          || List.of(wanted.split(",")).contains(load.name().toLowerCase(Locale.ROOT))) {
        measured.addAll(measure(load));
        Report.write("asgi", machine, results, markdown(results));
      }
    }
  }

  private static String markdown(PythonResults results) {
    return String.format(
        Locale.ROOT,
        """
        # Asynchronous Python apps: the bridge against their usual servers

        %s Tomcat 11; %d workers each, one interpreter; %d rounds of %d s in turns; the load comes
        from the same cores. Uvicorn has httptools, uvloop and websockets. Medians, and in brackets
        the middle half of the rounds; the ratio is the bridge's requests per second to the row's,
        round by round. `echo` counts messages of %d bytes, `connections` are then WebSockets.

        %s\
        """,
        results.machine().words(),
        results.workers(),
        results.rounds(),
        results.seconds(),
        MESSAGE_BYTES,
        results.table());
  }

  private List<OfLoad> measure(Load load) throws IOException, InterruptedException {
    String page = load == Load.ECHO ? "/hello" : load.path;
    PythonServer.Plan plan =
        new PythonServer.Plan(load.module, page, python, WORKERS, work, java, Map.of());
    List<PythonServer> servers = new ArrayList<>();
    try {
      servers.add(PythonServer.bridge(plan));
      servers.add(AsgiServers.uvicorn(plan));
      servers.add(AsgiServers.hypercorn(plan));
      servers.add(AsgiServers.daphne(plan));
      List<OfLoad> measured = new ArrayList<>();
      for (int connections : List.of(16, 256)) {
        measured.add(measure(load, connections, servers, runOf(load, connections)));
      }
      return measured;
    } finally {
      servers.forEach(PythonServer::close);
    }
  }

  private Run runOf(Load load, int connections) throws IOException {
    if (load == Load.ECHO) {
      SocketLoad sockets = new SocketLoad(connections, MESSAGE_BYTES);
      return (server, seconds) -> sockets.run(server.port(), load.path, seconds);
    }
    Wrk wrk = Wrk.of(List.of(), work, connections);
    return (server, seconds) -> wrk.tryRun(server.uri(load.path), seconds);
  }

  private OfLoad measure(Load load, int connections, List<PythonServer> servers, Run run)
      throws IOException, InterruptedException {
    OfLoad result = OfLoad.begin(load.name(), connections, servers);
    for (PythonServer server : servers) {
      if (server.name().equals(PythonServer.BRIDGE)) {
        WarmUp.run(server.pid(), java, warmup, time -> run.run(server, time));
      } else {
        run.run(server, Math.max(1, warmup / 4));
      }
    }
    for (int round = 0; round < rounds; round++) {
      List<PythonServer> order = new ArrayList<>(servers);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (PythonServer server : order) {
        PythonServer.Use before = server.use();
        Wrk.Facts facts = run.run(server, seconds);
        result.add(server.name(), Turn.of(facts, before, server.use()));
      }
      System.out.println(load + " x " + connections + " " + (round + 1) + ": " + result.latest());
    }
    return result;
  }
}
