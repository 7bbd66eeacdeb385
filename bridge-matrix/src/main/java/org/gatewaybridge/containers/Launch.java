package org.gatewaybridge.containers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How one process is run.
 *
 * @param ready what the console says once the container is up and has deployed what it could
 * @param extraLogs a glob, below the base, of log files that say what the console does not; empty
 *     for none
 * @param https whether the HTTPS port is used
 */
record Launch(List<String> command, Pattern ready, String extraLogs, boolean https, Stop stop) {

  /** The container's own way to be told to stop. */
  @FunctionalInterface
  interface Stop {
    void ask(Process process) throws IOException;
  }

  static Launch of(List<String> command, String ready) {
    return new Launch(command, Pattern.compile(ready), "", true, Process::destroy);
  }

  Launch logging(String glob) {
    return new Launch(command, ready, glob, https, stop);
  }

  Launch withoutHttps() {
    return new Launch(command, ready, extraLogs, false, stop);
  }

  Launch stoppedBy(Stop other) {
    return new Launch(command, ready, extraLogs, https, other);
  }
}
