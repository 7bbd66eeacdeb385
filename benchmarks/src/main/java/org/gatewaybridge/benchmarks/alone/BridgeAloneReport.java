package org.gatewaybridge.benchmarks.alone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gatewaybridge.benchmarks.Plot;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs {@link BridgeAlone} and tells what the bridge adds to a servlet. */
public final class BridgeAloneReport {
  private BridgeAloneReport() {}

  /**
   * Writes {@code alone-jdkN.json}, JMH's own, {@code alone-jdkN.md} and a plot.
   *
   * @param arguments the folder of the results, and the number of forks
   */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    String name = "alone-jdk" + Runtime.version().feature();
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(BridgeAlone.class.getName())
                    .addProfiler(GCProfiler.class)
                    .forks(Integer.parseInt(arguments[1]))
                    .warmupIterations(5)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .jvmArgs("-Xms256m", "-Xmx256m")
                    .resultFormat(ResultFormatType.JSON)
                    .result(folder.resolve(name + ".json").toString())
                    .build())
            .run();
    forgetPaths(folder.resolve(name + ".json"));
    String table = table(results);
    Files.writeString(folder.resolve(name + ".md"), table, UTF_8);
    System.out.println(table);
    Plot.bars(
        folder.resolve(name),
        "One request, without a container",
        "nanoseconds",
        Arrays.stream(Work.values()).map(BridgeAloneReport::named).toList(),
        Map.of("bridge", all(results, "bridge"), "servlet", all(results, "raw")));
  }

  private static List<Double> all(Collection<RunResult> results, String by) {
    return Arrays.stream(Work.values())
        .map(work -> find(results, work, by).getPrimaryResult().getScore())
        .toList();
  }

  private static String named(Work work) {
    return work.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Takes out where this machine's JDK lies. */
  private static void forgetPaths(Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    JsonNode runs = json.readTree(Files.readString(file));
    runs.forEach(run -> ((ObjectNode) run).remove("jvm"));
    Files.writeString(file, json.writeValueAsString(runs) + "\n", UTF_8);
  }

  private static String table(Collection<RunResult> results) {
    StringBuilder text =
        new StringBuilder(
            """
            # The bridge alone

            JDK %s, %d cores, JMH. One request through `GatewayServlet.service`, and through a servlet that does the same, on
            request and response objects with fixed answers: ten request headers, three response headers and a length.
            Nanoseconds (with JMH's 99.9 %% interval) and bytes allocated, per request.

            | work | bridge, ns | servlet, ns | the bridge adds, ns | bridge, bytes | servlet, bytes | the bridge adds, bytes |
            |---|---:|---:|---:|---:|---:|---:|
            """
                .formatted(Runtime.version(), Runtime.getRuntime().availableProcessors()));
    for (Work work : Work.values()) {
      RunResult bridge = find(results, work, "bridge");
      RunResult raw = find(results, work, "raw");
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.0f | %.0f | %.0f | %.0f |%n",
              named(work),
              nanos(bridge),
              nanos(raw),
              bridge.getPrimaryResult().getScore() - raw.getPrimaryResult().getScore(),
              bytes(bridge),
              bytes(raw),
              bytes(bridge) - bytes(raw)));
    }
    return text.toString();
  }

  private static RunResult find(Collection<RunResult> results, Work work, String by) {
    return results.stream()
        .filter(
            result ->
                result.getParams().getParam("work").equals(work.name())
                    && result.getParams().getParam("by").equals(by))
        .findFirst()
        .orElseThrow();
  }

  private static String nanos(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    return String.format(Locale.ROOT, "%.0f ± %.0f", primary.getScore(), primary.getScoreError());
  }

  private static double bytes(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return Objects.requireNonNull(allocated, "JMH's allocation profiler said nothing").getScore();
  }
}
