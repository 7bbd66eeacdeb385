package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gatewaybridge.benchmarks.Results.OfContainer;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;

/** The results of {@link HelloBenchmark} for people and for programs. */
final class HelloReport {
  private HelloReport() {}

  static String markdown(Results results) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(results.settings().app());
    text.append(": the bridge against a hand-written servlet\n\n");
    text.append(results.machine().words());
    text.append(
        String.format(
            Locale.ROOT,
            " Processes of each container: %d, one after another, all contestants in each of them,"
                + " in turns of %d ms for %d s at each number of keep-alive connections, after a"
                + " warm-up of at least %d s, on all cores, until the compilers rested%s.%n",
            results.settings().processes(),
            results.settings().turnMillis(),
            results.settings().seconds(),
            results.settings().warmupSeconds(),
            results.settings().pinned() ? "; the server on one core, wrk on another" : ""));
    text.append(
        "Median, and in brackets the middle half of the rounds; a round is two turns of each. A"
            + " ratio is taken round by round, the bridge's to the mean of two copies of the"
            + " servlet; raw again / raw is these two: how far equals differ here. Middleware: the"
            + " same app behind five, each of which reads the environ, puts something in it and"
            + " sees the head.\n\n");
    text.append(
        "| container | connections | raw, requests/s | bridge, requests/s | bridge / raw |"
            + " middleware / raw | raw again / raw | raw, CPU s per million | bridge / raw |"
            + " middleware / raw |\n");
    text.append("|---|---:|---|---|---|---|---|---|---|---|\n");
    for (OfContainer one : results.containers()) {
      text.append(row(one));
    }
    return text.toString();
  }

  /** Draws the CPU time of a request. */
  static void plot(Path file, List<OfContainer> containers) throws IOException {
    Map<String, List<Double>> bars = new LinkedHashMap<>();
    for (String name :
        List.of(HelloBenchmark.RAW, HelloBenchmark.BRIDGE, HelloBenchmark.MIDDLEWARE)) {
      bars.put(
          name,
          containers.stream()
              .map(one -> one.series(name).spread(Round::cpuSecondsPerMillion).median())
              .toList());
    }
    Plot.bars(
        file,
        "CPU time of hello",
        "us per request",
        containers.stream().map(one -> one.container() + " x " + one.connections()).toList(),
        bars);
  }

  /** Returns the ratios of requests per second, in one line. */
  static String ratios(OfContainer one) {
    Series raw = one.series(HelloBenchmark.RAW);
    return "bridge / raw "
        + toRaw(one, HelloBenchmark.BRIDGE, Round::requestsPerSecond)
        + ", middleware / raw "
        + toRaw(one, HelloBenchmark.MIDDLEWARE, Round::requestsPerSecond)
        + ", raw again / raw "
        + againToRaw(one)
        + ", rounds "
        + raw.rounds().size();
  }

  private static String row(OfContainer one) {
    Series raw = one.series(HelloBenchmark.RAW);
    Series bridge = one.series(HelloBenchmark.BRIDGE);
    return "| %s %s | %d | %s | %s | **%s** | **%s** | %s | %s | **%s** | **%s** |\n"
        .formatted(
            one.container(),
            one.version(),
            one.connections(),
            raw.spread(Round::requestsPerSecond).show("%,.0f"),
            bridge.spread(Round::requestsPerSecond).show("%,.0f"),
            toRaw(one, HelloBenchmark.BRIDGE, Round::requestsPerSecond),
            toRaw(one, HelloBenchmark.MIDDLEWARE, Round::requestsPerSecond),
            againToRaw(one),
            raw.spread(Round::cpuSecondsPerMillion).show("%.2f"),
            toRaw(one, HelloBenchmark.BRIDGE, Round::cpuSecondsPerMillion),
            toRaw(one, HelloBenchmark.MIDDLEWARE, Round::cpuSecondsPerMillion));
  }

  private static String toRaw(OfContainer one, String contestant, ToDoubleFunction<Round> figure) {
    return one.series(contestant)
        .ratio(figure, one.series(HelloBenchmark.RAW), one.series(HelloBenchmark.RAW_AGAIN))
        .show("%.3f");
  }

  private static String againToRaw(OfContainer one) {
    return one.series(HelloBenchmark.RAW_AGAIN)
        .ratio(Round::requestsPerSecond, one.series(HelloBenchmark.RAW))
        .show("%.3f");
  }
}
