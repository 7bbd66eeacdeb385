package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    Process jcmd =
        new ProcessBuilder(java.resolve("bin/jcmd").toString(), Long.toString(pid), LOOK)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    Matcher total = TOTAL.matcher(output);
    if (jcmd.waitFor() != 0 || !total.find()) {
      throw new IllegalStateException("jcmd failed: " + output);
    }
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
}
