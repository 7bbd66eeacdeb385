package org.gatewaybridge.compat.fuzz;

import java.util.List;
import java.util.regex.Pattern;

/** What a container's log must not say after a run. */
final class FuzzedLog {

  /** A frame of ours in a stack trace: an exception that came out of the bridge, or through it. */
  private static final Pattern FRAME = Pattern.compile("^\\s+at .*org\\.gatewaybridge\\..*");

  /** A line that a request made. */
  private static final Pattern FORGED = Pattern.compile("^.?FORGED.*");

  private FuzzedLog() {}

  static List<String> faultsIn(String log) {
    return log.lines()
        .filter(line -> FRAME.matcher(line).matches() || FORGED.matcher(line).matches())
        .distinct()
        .limit(10)
        .map(line -> "the log says " + line)
        .toList();
  }
}
