package org.gatewaybridge.containers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to run one process.
 *
 * @param environment variables that are set for it beside the inherited ones
 * @param ready the console's text once the container is up and has deployed what it can
 * @param extraLogs a glob, below the base, of log files with more than the console; empty for none
 * @param https whether the HTTPS port is used
 * @param deploy deploys the WARs, if the container does not do so by itself
 * @param kept a directory for the next process of the container
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

  /** Deploys what can be deployed; the container logs what cannot. */
  @FunctionalInterface
  interface Deploy {
    void run() throws IOException;
  }

  /** Stops a container in its own way. */
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

  /** Returns the same, run by a command that takes it as its last arguments. */
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
