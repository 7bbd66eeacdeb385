package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A servlet container of one version, run by bridge-servers in a process of its own.
 *
 * @param id the name of its folder of jars, such as {@code tomcat11}
 * @param kind what bridge-servers calls it
 * @param options what bridge-servers is told besides
 */
public record BenchmarkContainer(String id, String kind, String version, List<String> options) {

  /** Lists those that are wanted: {@code all}, or ids with commas between them. */
  public static List<BenchmarkContainer> named(String ids) {
    List<BenchmarkContainer> all =
        Resources.text("containers.txt", UTF_8).lines().map(BenchmarkContainer::parse).toList();
    if (ids.equals("all")) {
      return all;
    }
    return Arrays.stream(ids.split(",")).map(id -> find(all, id)).toList();
  }

  /** Returns it told how many connections and threads it may have; Undertow has few by itself. */
  BenchmarkContainer with(int connections, int threads) {
    String most = "maxThreads=" + threads;
    return switch (kind) {
      case "tomcat" -> told("maxConnections=" + connections, most);
      case "jetty" -> told(most);
      default -> this;
    };
  }

  private BenchmarkContainer told(String... settings) {
    List<String> words =
        Arrays.stream(settings)
            .flatMap(setting -> Stream.of("--" + kind + "-option", setting))
            .toList();
    return new BenchmarkContainer(id, kind, version, words);
  }

  boolean isTomcat() {
    return kind.equals("tomcat");
  }

  private static BenchmarkContainer parse(String line) {
    String[] words = line.split(" ", -1);
    return new BenchmarkContainer(words[0], words[1], words[2], List.of());
  }

  private static BenchmarkContainer find(List<BenchmarkContainer> all, String id) {
    return all.stream()
        .filter(container -> container.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown container \""
                        + id
                        + "\" in benchmark.containers; use all, or some of "
                        + all.stream().map(BenchmarkContainer::id).toList()));
  }

  /** The class path of its process, as java's -cp takes it. */
  String classPath(Path work) {
    return work.resolve("servers") + "/*:" + work.resolve(id) + "/*";
  }
}
