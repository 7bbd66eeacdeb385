package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gatewaybridge.benchmarks.Wrk.Turn;

/** All that a benchmark measured: what the JSON file holds. */
record Results(Machine machine, Settings settings, List<OfContainer> containers) {

  /** Where it ran; the load average is the one before the run, near 0 on a machine of its own. */
  record Machine(int cores, String os, double load, Jdk jdk) {
    /**
     * Looks at this machine.
     *
     * @param java the home of the JDK that runs the servers
     */
    static Machine with(Path java) throws IOException {
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          Jdk.at(java));
    }

    /** Returns the words that a report begins with. */
    String words() {
      return String.format(
          Locale.ROOT,
          "JDK %s, %d cores, %s, load average before the run %.1f.",
          jdk.version(),
          cores,
          os,
          load);
    }
  }

  /** What ran, {@code Hello} or {@code Fixed}, and how. */
  record Settings(
      String app,
      int processes,
      int seconds,
      int turnMillis,
      int warmupSeconds,
      List<Integer> connections,
      boolean pinned) {}

  /** One container's contestants, which took turns in each of its processes. */
  record OfContainer(String container, String version, int connections, List<Series> series) {
    static OfContainer begin(
        BenchmarkContainer container, int connections, List<String> contestants) {
      return new OfContainer(
          container.id(),
          container.version(),
          connections,
          contestants.stream().map(Series::of).toList());
    }

    OfContainer with(List<Series> other) {
      return new OfContainer(container, version, connections, other);
    }

    Series series(String contestant) {
      return series.stream()
          .filter(one -> one.contestant().equals(contestant))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What one contestant did, round by round. */
  record Series(String contestant, List<Round> rounds) {
    static Series of(String contestant) {
      return new Series(contestant, new ArrayList<>());
    }

    Spread spread(ToDoubleFunction<Round> figure) {
      return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    /**
     * Compares round by round, so that what slowed a whole round counts for neither.
     *
     * @param bases what to compare with the mean of
     */
    Spread ratio(ToDoubleFunction<Round> figure, Series... bases) {
      return Spread.of(
          IntStream.range(0, rounds.size())
              .mapToDouble(i -> figure.applyAsDouble(rounds.get(i)) / mean(figure, i, bases))
              .toArray());
    }

    private static double mean(ToDoubleFunction<Round> figure, int round, Series... bases) {
      return Arrays.stream(bases)
          .mapToDouble(base -> figure.applyAsDouble(base.rounds.get(round)))
          .average()
          .orElseThrow();
    }
  }

  /** Some turns of one contestant. The CPU time is that of the whole server process. */
  record Round(double requestsPerSecond, double cpuSecondsPerMillion) {
    private static final double TICK_MICROS = 1e6 / 100; // proc(5): USER_HZ

    static Round of(List<Turn> turns) {
      double requests = turns.stream().mapToLong(Turn::requests).sum();
      double micros = turns.stream().mapToDouble(Turn::micros).sum();
      double ticks = turns.stream().mapToLong(Turn::cpuTicks).sum();
      return new Round(requests * 1e6 / micros, ticks * TICK_MICROS / requests);
    }
  }

  /** A median and the middle half that it stands in. */
  record Spread(double median, double low, double high) {

    /** Returns the median, and the middle half in brackets, each in that format. */
    String show(String format) {
      return String.format(
          Locale.ROOT, format + " (" + format + "-" + format + ")", median, low, high);
    }

    /** Returns the median alone. */
    String median(String format) {
      return String.format(Locale.ROOT, format, median);
    }

    static Spread of(double... values) {
      List<Double> sorted = new ArrayList<>(Arrays.stream(values).sorted().boxed().toList());
      int half = sorted.size() / 2;
      double median =
          sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
      int quarter = sorted.size() / 4;
      return new Spread(median, sorted.get(quarter), sorted.get(sorted.size() - 1 - quarter));
    }
  }
}
