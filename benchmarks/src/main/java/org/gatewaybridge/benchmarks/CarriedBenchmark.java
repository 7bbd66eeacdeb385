package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gatewaybridge.benchmarks.PythonResults.Start;
import org.gatewaybridge.benchmarks.PythonResults.Turn;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Spread;

/**
 * The CPython that a WAR carries against the system's: the same pages and packages, alternated, and
 * what unpacking adds to the start.
 */
public final class CarriedBenchmark {
  private static final int WORKERS = 2;
  private static final int CONNECTIONS = 16;
  private static final String PAGE = "/page";
  private static final List<String> MODULES = List.of("flask_page", "django_view");

  private final Path work = BenchmarkOptions.work().resolve("python-carried");
  private final Path cache = work.resolve("cache");
  private final Path java = BenchmarkOptions.java();
  private final int rounds = BenchmarkOptions.number("python.rounds");
  private final int seconds = BenchmarkOptions.number("python.seconds");
  private final int warmup = BenchmarkOptions.number("warmup");

  private CarriedBenchmark() {}

  /** A page, and the turns of both interpreters. */
  record OfPage(String module, List<Turn> carried, List<Turn> system) {}

  /** All that was measured: what the JSON file holds. */
  record Carried(
      Machine machine,
      List<Start> first,
      List<Start> later,
      List<Start> system,
      List<OfPage> pages) {}

  /** Measures and writes the results. */
  static void run() throws IOException, InterruptedException {
    new CarriedBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Machine machine = Machine.with(java);
    Files.createDirectories(work);
    Path war = BenchmarkOptions.work().resolve("carried.war");
    Carried results =
        new Carried(
            machine, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    starts(results, war);
    for (String module : MODULES) {
      results.pages().add(measure(module, war));
    }
    Report.write("carried", machine, results, markdown(results));
  }

  private PythonServer carried(String module, Path war) throws IOException, InterruptedException {
    PythonServer.Plan plan = plan(module);
    Path folder = PythonServer.war(plan, "carried").directory();
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        Path file = folder.resolve(entry.getName());
        if (entry.getName().startsWith("WEB-INF/python-runtime/")
            && !entry.isDirectory()
            && Files.notExists(file)) {
          Files.createDirectories(file.resolveSibling("."));
          Files.copy(zip.getInputStream(entry), file);
        }
      }
    }
    return PythonServer.carried(plan, folder, cache);
  }

  private PythonServer.Plan plan(String module) {
    return new PythonServer.Plan(
        module, PAGE, BenchmarkOptions.text("python"), WORKERS, work, java, Map.of());
  }

  private void starts(Carried to, Path war) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      StartBenchmark.fresh(cache);
      try (PythonServer first = carried("flask_page", war)) {
        to.first().add(Start.of(first));
      }
      try (PythonServer later = carried("flask_page", war)) {
        to.later().add(Start.of(later));
      }
      try (PythonServer system = PythonServer.bridge(plan("flask_page"))) {
        to.system().add(Start.of(system));
      }
    }
  }

  private OfPage measure(String module, Path war) throws IOException, InterruptedException {
    OfPage page = new OfPage(module, new ArrayList<>(), new ArrayList<>());
    Wrk wrk = Wrk.of(List.of(), work, CONNECTIONS);
    try (PythonServer carried = carried(module, war);
        PythonServer system = PythonServer.bridge(plan(module))) {
      for (PythonServer server : List.of(carried, system)) {
        WarmUp.run(server.pid(), java, warmup, span -> wrk.tryRun(server.uri(PAGE), span));
      }
      for (int round = 0; round < rounds; round++) {
        page.carried().add(turn(wrk, carried));
        page.system().add(turn(wrk, system));
      }
    }
    return page;
  }

  private Turn turn(Wrk wrk, PythonServer server) throws IOException, InterruptedException {
    PythonServer.Use before = server.use();
    return Turn.of(wrk.tryRun(server.uri(PAGE), seconds), before, server.use());
  }

  private String markdown(Carried results) {
    StringBuilder text = new StringBuilder("# The Python that a WAR carries\n\n");
    text.append(results.machine().words())
        .append(
            String.format(
                Locale.ROOT,
                """

                %d workers, %d connections.
                Medians of %d rounds of %d s, and in brackets the middle half of them; the ratios are
                round by round.

                | page | carried, requests/s | system's | ratio | CPU of Python a request, ratio |
                |---|---:|---:|---:|---:|
                """,
                WORKERS,
                CONNECTIONS,
                rounds,
                seconds));
    results.pages().forEach(page -> text.append(row(page)));
    return text.append(
            """

            | start, process to first answer, s | |
            |---|---:|
            | the system's | %s |
            | carried, the first, which unpacks | %s |
            | carried, a later one | %s |
            """
                .formatted(
                    starts(results.system()), starts(results.first()), starts(results.later())))
        .toString();
  }

  private static String row(OfPage page) {
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            page.module(),
            Spread.of(page.carried().stream().mapToDouble(Turn::requestsPerSecond).toArray())
                .show("%,.0f"),
            Spread.of(page.system().stream().mapToDouble(Turn::requestsPerSecond).toArray())
                .show("%,.0f"),
            ratio(page, Turn::requestsPerSecond),
            ratio(page, Turn::pythonCpuMicros));
  }

  private static String ratio(OfPage page, ToDoubleFunction<Turn> figure) {
    return Spread.of(
            IntStream.range(0, page.carried().size())
                .mapToDouble(
                    i ->
                        figure.applyAsDouble(page.carried().get(i))
                            / figure.applyAsDouble(page.system().get(i)))
                .toArray())
        .show("%.2f");
  }

  private static String starts(List<Start> starts) {
    return Spread.of(starts.stream().mapToDouble(Start::seconds).toArray()).show("%.2f");
  }
}
