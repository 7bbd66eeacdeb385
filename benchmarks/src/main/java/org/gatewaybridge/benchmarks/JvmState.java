package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds on to, seen from outside by the JDK's jcmd.
 *
 * @param liveBytes the size of all objects that a full collection left
 * @param threads the names of Java's own threads, in order; the compiler's come and go at its
 *     pleasure and are left out
 */
record JvmState(long liveBytes, List<String> threads) {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern THREAD = Pattern.compile("(?m)^\"(.*)\" #\\d+ ");
  private static final Pattern COMPILED = Pattern.compile("(?m)^java\\.ci\\.totalTime=(\\d+)");
  private static final Pattern FREQUENCY =
      Pattern.compile("(?m)^sun\\.os\\.hrt\\.frequency=(\\d+)");
  private static final Pattern THE_JVMS_OWN =
      Pattern.compile("C[12] CompilerThread\\d+|Attach Listener");

  // GC.run first: what waits for a finalizer or a cleaner is let go.
  private static final String LOOK = "GC.run\nGC.class_histogram\nThread.print";

  /**
   * Looks at a process.
   *
   * @param java the home of its JDK
   */
  static JvmState of(long pid, Path java) throws IOException, InterruptedException {
    String output = jcmd(pid, java, LOOK);
    Matcher total = found(TOTAL, output);
    List<String> threads =
        THREAD
            .matcher(output)
            .results()
            .map(thread -> thread.group(1))
            .filter(name -> !THE_JVMS_OWN.matcher(name).matches())
            .sorted()
            .toList();
    return new JvmState(Long.parseLong(total.group(1)), threads);
  }

  /** Returns how long a JVM's compilers have worked, in seconds; they wait for a core too. */
  static double compilerSeconds(long pid, Path java) throws IOException, InterruptedException {
    String counters = jcmd(pid, java, "PerfCounter.print");
    return Double.parseDouble(found(COMPILED, counters).group(1))
        / Double.parseDouble(found(FREQUENCY, counters).group(1));
  }

  private static String jcmd(long pid, Path java, String commands)
      throws IOException, InterruptedException {
    return Programs.output(
        List.of(java.resolve("bin/jcmd").toString(), Long.toString(pid), commands));
  }

  private static Matcher found(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("jcmd said no " + pattern + ": " + output);
    }
    return matcher;
  }
}
