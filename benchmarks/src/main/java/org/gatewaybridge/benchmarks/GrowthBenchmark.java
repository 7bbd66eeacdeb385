package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.benchmarks.Plot.Line;
import org.gatewaybridge.benchmarks.Results.Machine;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;

/** How the cost of a request grows with what it has more of, by a servlet and by the bridge. */
public final class GrowthBenchmark {
  private static final String RAW = "raw";
  private static final String BRIDGE = "bridge";
  private static final int TURN_MILLIS = 100;
  private static final int SECONDS = 4;
  private static final int CONNECTIONS = 16;
  // Two cores, whatever the pinning leaves: the container sizes its pools as on a small machine.
  private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:ActiveProcessorCount=2");

  /** What a request has more and more of. */
  enum What {
    REQUEST_HEADERS("request headers"),
    RESPONSE_HEADERS("response headers"),
    CHUNKS("chunks"),
    CONNECTIONS("connections");

    final String words;

    What(String words) {
      this.words = words;
    }

    List<Integer> numbers() {
      return this == CONNECTIONS
          ? List.of(1, 4, 16, 64, 256, 1024, 4096)
          : List.of(1, 10, 25, 50, 100);
    }

    Wrk wrk(Path work, int number) throws IOException {
      Wrk wrk =
          Wrk.of(
              Programs.onCore(1), work, this == CONNECTIONS ? number : GrowthBenchmark.CONNECTIONS);
      return this == REQUEST_HEADERS ? wrk.withHeaders(number - 1) : wrk; // one is Host
    }

    String path(int number) {
      return switch (this) {
        case REQUEST_HEADERS, CONNECTIONS -> "/headers/3";
        case RESPONSE_HEADERS -> "/headers/" + number;
        case CHUNKS -> "/chunks/" + number;
      };
    }
  }

  /** What one number of something costs: CPU time of the server, in microseconds per request. */
  record Point(String container, What what, int number, double rawMicros, double bridgeMicros) {}

  /** All that was measured. */
  record Growth(Machine machine, List<Point> points) {
    private Line line(String container, What what, boolean bridge) {
      List<Point> found =
          points.stream()
              .filter(point -> point.container().equals(container) && point.what() == what)
              .toList();
      return new Line(
          container + (bridge ? " bridge" : " raw"),
          found.stream().map(point -> (double) point.number()).toList(),
          found.stream().map(bridge ? Point::bridgeMicros : Point::rawMicros).toList());
    }
  }

  private final Path work = BenchmarkOptions.work();
  private final Path java = BenchmarkOptions.java();
  private final int warmup = BenchmarkOptions.number("warmup");

  private GrowthBenchmark() {}

  /** Runs on the containers of {@code benchmark.containers} and writes the results. */
  static void run() throws IOException, InterruptedException {
    new GrowthBenchmark().measure();
  }

  private void measure() throws IOException, InterruptedException {
    Growth growth = new Growth(Machine.with(java), new ArrayList<>());
    List<BenchmarkContainer> containers = BenchmarkOptions.containers();
    for (BenchmarkContainer container : containers) {
      measure(container, growth.points());
    }
    List<String> ids = containers.stream().map(BenchmarkContainer::id).toList();
    Report.write("growth", growth.machine(), growth, markdown(growth, ids));
    for (What what : What.values()) {
      List<Line> lines = new ArrayList<>();
      for (String id : ids) {
        lines.add(growth.line(id, what, false));
        lines.add(growth.line(id, what, true));
      }
      Plot.lines(
          Report.file("growth-" + what.words.replace(' ', '-'), growth.machine()),
          "Cost of a request by its " + what.words,
          what.words,
          "CPU time of the server, us per request",
          lines);
    }
  }

  private void measure(BenchmarkContainer container, List<Point> points)
      throws IOException, InterruptedException {
    Map<String, War> wars =
        Map.of(
            "/" + RAW, War.ofServlet(work.resolve("growth-raw-war"), "GrowthServlet"),
            "/" + BRIDGE, War.ofApp(work.resolve("growth-war"), work, "GrowthApp"));
    try (BenchmarkServer server = BenchmarkServer.start(container, wars, work, java, JVM)) {
      for (String path : List.of("/headers/25", "/chunks/25")) {
        Contest warm = new Contest(server, TURN_MILLIS, List.of(RAW, BRIDGE), path);
        warm.mustAnswerTheSame();
        warm.warmUp(What.REQUEST_HEADERS.wrk(work, 25), warmup, java);
      }
      Programs.keepOnCore(0, server.pid());
      for (What what : What.values()) {
        for (int number : what.numbers()) {
          Contest contest =
              new Contest(server, TURN_MILLIS, List.of(RAW, BRIDGE), what.path(number));
          List<Series> series = contest.run(what.wrk(work, number), SECONDS);
          Point point =
              new Point(container.id(), what, number, micros(series.get(0)), micros(series.get(1)));
          System.out.println(point);
          points.add(point);
        }
      }
    }
  }

  private static double micros(Series series) {
    return series.spread(Round::cpuSecondsPerMillion).median();
  }

  private static String markdown(Growth growth, List<String> containers) {
    StringBuilder text = new StringBuilder("# How the cost of a request grows\n\n");
    text.append(growth.machine().words());
    text.append(
        String.format(
            Locale.ROOT,
            " A servlet and an app that do the same, in one server process, in turns of %d ms for"
                + " %d s at each point, %d connections where it does not say another number%s.%nCPU"
                + " time of the server in microseconds per request, medians; the slope is what one"
                + " more adds, in nanoseconds, by the least squares over all points.%n",
            TURN_MILLIS,
            SECONDS,
            CONNECTIONS,
            Programs.canPin() ? "; the server on one core, wrk on another" : ""));
    for (What what : What.values()) {
      text.append("\n## ").append(what.words).append("\n\n");
      text.append(
          "![](growth-%s-jdk%s.png)\n\n"
              .formatted(what.words.replace(' ', '-'), growth.machine().jdk().feature()));
      text.append("| container | by |");
      what.numbers().forEach(number -> text.append(" ").append(number).append(" |"));
      text.append(" slope, ns |\n|---|---|").append("---:|".repeat(what.numbers().size() + 1));
      text.append("\n");
      for (String container : containers) {
        text.append(row(growth.line(container, what, false)));
        text.append(row(growth.line(container, what, true)));
      }
    }
    return text.toString();
  }

  private static String row(Line line) {
    StringBuilder row = new StringBuilder("| ").append(line.name().replace(" ", " | "));
    line.y().forEach(micros -> row.append(String.format(Locale.ROOT, " | %.1f", micros)));
    return row.append(String.format(Locale.ROOT, " | %.0f |%n", line.slope() * 1e3)).toString();
  }
}
