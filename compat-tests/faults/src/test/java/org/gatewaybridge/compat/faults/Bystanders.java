package org.gatewaybridge.compat.faults;

import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Clients that are not those of the fault, and are to be served as if there were none.
 *
 * @param usualMillis within how much time 90 of 100 of their requests are answered without it
 */
record Bystanders(String name, Load load, double usualMillis) {
  private static final int WARM_UP = 1_000;
  private static final int SECONDS = 2;
  private static final double PERCENT = 90;

  /** What may be added to the usual time, of which a busy machine takes some more itself. */
  private static final double MOST_MILLIS = 500;

  private static final double NOISE = 3;

  /** Lets them ask before the fault. */
  static Bystanders of(String name, Load load, int requestsPerSecond)
      throws InterruptedException, ExecutionException {
    load.send(WARM_UP); // a server that has just begun is slow by itself
    Load paced = load.at(requestsPerSecond);
    Load.Tally usual = paced.send(SECONDS * requestsPerSecond);
    return new Bystanders(name, paced, usual.percentileMillis(PERCENT));
  }

  /** Lets them ask so often, and adds how they were served. */
  void ask(int requests, Figures figures) throws InterruptedException, ExecutionException {
    judge(load.send(requests), requests, figures);
  }

  /** Adds how they were served. */
  void judge(Load.Tally tally, int requests, Figures figures) {
    double millis = tally.percentileMillis(PERCENT);
    figures.add(name + ": " + tally.notRight(), tally.right() == requests);
    figures.add(
        String.format(Locale.ROOT, "p90 %.0f ms, else %.0f", millis, usualMillis),
        millis < MOST_MILLIS + NOISE * usualMillis);
  }
}
