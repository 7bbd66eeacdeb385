package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Java threads of a process, counted by their names without numbers. Pools that a container or
 * the JDK makes larger under load, and smaller again at leisure, are left out: a busy machine has
 * more threads in them, and no app can leave one there.
 */
public record ThreadKinds(Map<String, Long> counts) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String POOLS =
      "qtp\\d+-\\d+.*" // Jetty
          + "|https?-.*-exec-\\d+" // Tomcat
          + "|Catalina-utility-\\d+"
          + "|ForkJoinPool\\.commonPool-worker-\\d+"
          + "|process reaper.*";

  /** Counts names. */
  public static ThreadKinds of(List<String> names) {
    return new ThreadKinds(
        names.stream()
            .filter(name -> !name.matches(POOLS))
            .map(name -> name.replaceAll("\\d+", "N"))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())));
  }

  /** Looks at a process. */
  public static ThreadKinds in(long pid) throws IOException {
    return of(LiveProcess.threadNames(pid));
  }

  /** Names the kinds of which there are more than before, with both counts. */
  public List<String> grownSince(ThreadKinds before) {
    return counts.entrySet().stream()
        .flatMap(
            one -> {
              long earlier = before.counts.getOrDefault(one.getKey(), 0L);
              return one.getValue() > earlier
                  ? Stream.of(one.getKey() + ": " + earlier + " before, " + one.getValue())
                  : Stream.of();
            })
        .toList();
  }

  /** Names what a process has more than before, once what is about to end has had its time. */
  public static List<String> left(long pid, ThreadKinds before) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> grown = in(pid).grownSince(before);
    while (!grown.isEmpty() && System.nanoTime() - end < 0) {
      grown = in(pid).grownSince(before);
    }
    return grown;
  }
}
