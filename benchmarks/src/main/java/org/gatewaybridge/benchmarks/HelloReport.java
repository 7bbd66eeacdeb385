package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.gatewaybridge.benchmarks.Results.OfContainer;
import org.gatewaybridge.benchmarks.Results.Round;
import org.gatewaybridge.benchmarks.Results.Series;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results of {@link HelloBenchmark} for people and for programs. */
final class HelloReport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private HelloReport() {}

  /** Writes {@code hello-jdkN.json} and {@code hello-jdkN.md}, or the same for {@code fixed}. */
  static void write(Results results, Path folder) throws IOException {
    String app = results.settings().app().toLowerCase(Locale.ROOT);
    String name = app + "-jdk" + results.machine().jdk().feature();
    Files.writeString(
        folder.resolve(name + ".json"), JSON.writeValueAsString(results) + "\n", UTF_8);
    Files.writeString(folder.resolve(name + ".md"), markdown(results), UTF_8);
  }

  static String markdown(Results results) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(results.settings().app());
    text.append(": the bridge against a hand-written servlet\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "JDK %s, %d cores, %s, load average before the run %.1f. Processes of each container:"
                + " %d, one after another, all contestants in each of them, in turns of %d ms for"
                + " %d s after a warm-up of at least %d s, on all cores, until the compilers"
                + " rested; %d keep-alive connections%s.\n",
            results.machine().jdk().version(),
            results.machine().cores(),
            results.machine().os(),
            results.machine().load(),
            results.settings().processes(),
            results.settings().turnMillis(),
            results.settings().seconds(),
            results.settings().warmupSeconds(),
            results.settings().connections(),
            results.settings().pinned() ? "; the server on one core, wrk on another" : ""));
    text.append(
        "Median, and in brackets the middle half of the rounds; a round is two turns of each. A"
            + " ratio is taken round by round, the bridge's to the mean of two copies of the"
            + " servlet; raw again / raw is these two: how far equals differ here.\n\n");
    text.append(
        "| container | raw, requests/s | bridge, requests/s | bridge / raw | raw again / raw | raw,"
            + " CPU s per million | bridge, CPU s per million | bridge / raw |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (OfContainer one : results.containers()) {
      text.append(row(one));
    }
    return text.toString();
  }

  /** Returns the ratios of requests per second, in one line. */
  static String ratios(OfContainer one) {
    Series raw = one.series(HelloBenchmark.RAW);
    Series again = one.series(HelloBenchmark.RAW_AGAIN);
    Series bridge = one.series(HelloBenchmark.BRIDGE);
    return "bridge / raw "
        + bridge.ratio(Round::requestsPerSecond, raw, again).show("%.3f")
        + ", raw again / raw "
        + again.ratio(Round::requestsPerSecond, raw).show("%.3f")
        + ", rounds "
        + raw.rounds().size();
  }

  private static String row(OfContainer one) {
    Series raw = one.series(HelloBenchmark.RAW);
    Series again = one.series(HelloBenchmark.RAW_AGAIN);
    Series bridge = one.series(HelloBenchmark.BRIDGE);
    return "| %s %s | %s | %s | **%s** | %s | %s | %s | **%s** |\n"
        .formatted(
            one.container(),
            one.version(),
            raw.spread(Round::requestsPerSecond).show("%,.0f"),
            bridge.spread(Round::requestsPerSecond).show("%,.0f"),
            bridge.ratio(Round::requestsPerSecond, raw, again).show("%.3f"),
            again.ratio(Round::requestsPerSecond, raw).show("%.3f"),
            raw.spread(Round::cpuSecondsPerMillion).show("%.2f"),
            bridge.spread(Round::cpuSecondsPerMillion).show("%.2f"),
            bridge.ratio(Round::cpuSecondsPerMillion, raw, again).show("%.3f"));
  }
}
