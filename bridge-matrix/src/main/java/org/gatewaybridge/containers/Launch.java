package org.gatewaybridge.containers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one process is run.
 *
 * @param environment variables that are set for it beside the inherited ones
 * @param ready what the console says once the container is up and has deployed what it could
 * @param extraLogs a glob, below the base, of log files that say what the console does not; empty
 *     for none
 * @param https whether the HTTPS port is used
 * @param deploy what deploys the WARs of a container that is up and does not do so by itself
 * @param kept what a process leaves to the next one of its container
 */
record Launch(
    List<String> command,
    Map<String, String> environment,
    Pattern ready,
    String extraLogs,
    boolean https,
    Deploy deploy,
    Stop stop,
    Optional<KeptDirectory> kept) {

  /** Deploys what can be deployed; the container's log tells of what cannot. */
  @FunctionalInterface
  interface Deploy {
    void run() throws IOException;
  }

  /** The container's own way to be told to stop. */
  @FunctionalInterface
  interface Stop {
    void ask(Process process) throws IOException;
  }

  static Launch of(List<String> command, String ready) {
    return new Launch(
        command,
        Map.of(),
        Pattern.compile(ready),
        "",
        true,
        () -> {},
        Process::destroy,
        Optional.empty());
  }

  /** The same, run by a command that takes it as its last arguments. */
  Launch behind(List<String> other) {
    List<String> both = new ArrayList<>(other);
    both.addAll(command);
    return new Launch(both, environment, ready, extraLogs, https, deploy, stop, kept);
  }

  Launch in(Map<String, String> variables) {
    return new Launch(command, variables, ready, extraLogs, https, deploy, stop, kept);
  }

  Launch logging(String glob) {
    return new Launch(command, environment, ready, glob, https, deploy, stop, kept);
  }

  Launch withoutHttps() {
    return new Launch(command, environment, ready, extraLogs, false, deploy, stop, kept);
  }

  Launch deployedBy(Deploy other) {
    return new Launch(command, environment, ready, extraLogs, https, other, stop, kept);
  }

  Launch stoppedBy(Stop other) {
    return new Launch(command, environment, ready, extraLogs, https, deploy, other, kept);
  }

  Launch keeping(KeptDirectory other) {
    return new Launch(
        command, environment, ready, extraLogs, https, deploy, stop, Optional.of(other));
  }
}
