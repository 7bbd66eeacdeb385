package org.gatewaybridge.compat.faults;

import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine it runs on. Where that is missing, the test is skipped and names
 * it; on a build server, whose environment has {@code CI}, the test fails: a skip that nobody reads
 * would be a test that nobody has.
 */
final class Needed {
  private final boolean buildServer;

  private Needed(boolean buildServer) {
    this.buildServer = buildServer;
  }

  /** Looks at this machine. */
  static Needed here() {
    return on(System.getenv());
  }

  static Needed on(Map<String, String> environment) {
    String said = environment.getOrDefault("CI", "");
    return new Needed(!said.isBlank() && !said.equals("false"));
  }

  /** Skips or fails the test. */
  void missing(String what) {
    Assumptions.abort(reduced(what));
  }

  /** Fails the test, or returns what it goes on without. */
  String reduced(String what) {
    if (buildServer) {
      throw new AssertionError("Missing on this build server: " + what);
    }
    return "missing: " + what;
  }
}
