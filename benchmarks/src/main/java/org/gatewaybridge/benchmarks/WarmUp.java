package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Loads a server until its JVM's compilers rest. It takes far less time while the server may use
 * all cores than while it shares its only one with them.
 */
final class WarmUp {
  private static final int SLICE_SECONDS = 5;
  private static final double AT_REST = 0.05; // of a slice: they polish for minutes
  private static final int LONGEST = 8; // times the least

  private WarmUp() {}

  /** What keeps a server busy. */
  interface Load {
    void run(int seconds) throws IOException, InterruptedException;
  }

  /**
   * Warms a server up.
   *
   * @param pid the process of its JVM
   * @param java the home of that JVM's JDK
   * @return how many seconds it took
   */
  static int run(long pid, Path java, int leastSeconds, Load load)
      throws IOException, InterruptedException {
    int seconds = 0;
    double compiled = 0;
    boolean resting = false;
    while (seconds < leastSeconds || (seconds < LONGEST * leastSeconds && !resting)) {
      load.run(SLICE_SECONDS);
      seconds += SLICE_SECONDS;
      double before = compiled;
      compiled = JvmState.compilerSeconds(pid, java);
      resting = compiled - before < SLICE_SECONDS * AT_REST;
    }
    return seconds;
  }
}
