package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.benchmarks.PythonResults.OfLoad;
import org.gatewaybridge.benchmarks.PythonResults.Start;
import org.gatewaybridge.benchmarks.PythonResults.Turn;
import org.gatewaybridge.benchmarks.Results.Machine;

/**
 * Python apps behind the bridge against the same apps behind Gunicorn, with the same interpreter
 * and as many workers, alternated.
 */
public final class PythonBenchmark {
  private static final int WORKERS = 2;
  private static final long FILE_BYTES = 100L << 20;

  /** What is asked of which app. */
  enum Load {
    HELLO("plain", "/hello", ""),
    FLASK("flask_page", "/page", ""),
    DJANGO("django_page", "/page", ""),
    JSON("plain", "/json", "'{\"name\": \"hello\", \"values\": [1, 2, 3, 4, 5, 6, 7, 8]}'"),
    UPLOAD("plain", "/upload", "string.rep('x', 1048576)"),
    DOWNLOAD("plain", "/download", "");

    final String module;
    final String path;
    final String body;

    Load(String module, String path, String body) {
      this.module = module;
      this.path = path;
      this.body = body;
    }
  }

  private final Path work = BenchmarkOptions.work().resolve("python");
  private final Path java = BenchmarkOptions.java();
  private final String python = BenchmarkOptions.text("python");
  private final int rounds = BenchmarkOptions.number("python.rounds");
  private final int seconds = BenchmarkOptions.number("python.seconds");
  private final int warmup = BenchmarkOptions.number("warmup");
  private final Map<String, String> environment =
      Map.of("BENCHMARK_FILE", work.resolve("file").toString());

  private PythonBenchmark() {}

  /** Runs the loads of {@code benchmark.python.loads} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new PythonBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    makeFiles();
    List<Start> starts = starts();
    List<OfLoad> measured = new ArrayList<>();
    String wanted = BenchmarkOptions.text("python.loads");
    String name = wanted.equals("all") ? "python" : "python-" + wanted.replace(',', '-');
    PythonResults results =
        new PythonResults(name, machine, WORKERS, rounds, seconds, starts, measured);
    for (Load load : Load.values()) {
      if (wanted.equals("all")
          || List.of(wanted.split(",")).contains(load.name().toLowerCase(Locale.ROOT))) {
        measured.addAll(measure(load));
        Report.write(name, machine, results, results.markdown());
      }
    }
  }

  private void makeFiles() throws IOException, InterruptedException {
    Files.createDirectories(work);
    try (RandomAccessFile file = new RandomAccessFile(work.resolve("file").toFile(), "rw")) {
      file.setLength(FILE_BYTES);
    }
    Files.deleteIfExists(work.resolve("file.sqlite3"));
    ProcessBuilder builder = new ProcessBuilder(python, "-B", "django_page.py");
    builder.directory(PythonServer.sources().toFile()).inheritIO();
    builder.environment().putAll(environment);
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException("Django's tables cannot be made; is python3-django there?");
    }
  }

  /**
   * Starts Django again and again, with Tomcat and with Gunicorn in turns, and Tomcat by itself.
   */
  private List<Start> starts() throws IOException, InterruptedException {
    PythonServer.Plan plan = plan(Load.DJANGO);
    Path page = Files.writeString(work.resolve("page"), "a page");
    List<Start> starts = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (PythonServer bridge = PythonServer.bridge(plan)) {
        starts.add(Start.of(bridge));
      }
      try (PythonServer alone = PythonServer.files(plan, page, Load.DJANGO.path)) {
        starts.add(Start.of(alone));
      }
      try (PythonServer gunicorn = PythonServer.gunicornSync(plan)) {
        starts.add(Start.of(gunicorn));
      }
    }
    System.out.println(starts);
    return starts;
  }

  private PythonServer.Plan plan(Load load) {
    String page = load.module.equals("plain") ? "/hello" : load.path;
    return new PythonServer.Plan(load.module, page, python, WORKERS, work, java, environment);
  }

  private List<OfLoad> measure(Load load) throws IOException, InterruptedException {
    List<PythonServer> servers = new ArrayList<>();
    try {
      PythonServer.Plan plan = plan(load);
      servers.add(PythonServer.bridge(plan));
      servers.add(PythonServer.bridgeWithThreads(plan));
      servers.add(PythonServer.gunicornSync(plan));
      servers.add(PythonServer.gunicornThreads(plan));
      servers.add(PythonServer.gunicornBehindNginx(plan));
      if (load == Load.DOWNLOAD) {
        servers.add(PythonServer.files(plan, work.resolve("file"), load.path));
      }
      List<OfLoad> measured = new ArrayList<>();
      for (int connections : List.of(16, 256)) {
        measured.add(measure(load, connections, servers));
      }
      return measured;
    } finally {
      servers.forEach(PythonServer::close);
    }
  }

  private OfLoad measure(Load load, int connections, List<PythonServer> servers)
      throws IOException, InterruptedException {
    Wrk wrk = Wrk.of(List.of(), work, connections).posting(load.body);
    OfLoad result = OfLoad.begin(load.name(), connections, servers);
    for (PythonServer server : servers) {
      WarmUp.Load pages = seconds -> wrk.tryRun(server.uri(load.path), seconds);
      if (server.name().startsWith(PythonServer.BRIDGE)) {
        int took = WarmUp.run(server.pid(), java, warmup, pages);
        System.out.println(
            "%s x %d: %s warm after %d s".formatted(load, connections, server.name(), took));
      } else {
        pages.run(Math.max(1, warmup / 4));
      }
    }
    for (int round = 0; round < rounds; round++) {
      List<PythonServer> order = new ArrayList<>(servers);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (PythonServer server : order) {
        PythonServer.Use before = server.use();
        Wrk.Facts facts = wrk.tryRun(server.uri(load.path), seconds);
        if (load == Load.DOWNLOAD) {
          facts = facts.inAnswersOf(FILE_BYTES);
        }
        result.add(server.name(), Turn.of(facts, before, server.use()));
      }
      System.out.println(load + " x " + connections + " " + (round + 1) + ": " + result.latest());
    }
    return result;
  }
}
