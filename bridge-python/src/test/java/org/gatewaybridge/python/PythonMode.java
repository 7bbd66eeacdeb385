package org.gatewaybridge.python;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** How Python's processes start and connect in this run: {@code -Dpython.mode=spawn} or not. */
public final class PythonMode {
  private PythonMode() {}

  /** Returns whether gateway.python.start is spawn for all apps of this run. */
  static boolean spawns() {
    return "spawn".equals(System.getenv("GATEWAY_PYTHON_START"));
  }

  /** Skips a test that is about forks themselves. */
  static void assumeForks(String reason) {
    assumeFalse(spawns(), "gateway.python.start=spawn: " + reason);
  }

  /** Skips a test that is about the Unix socket itself. */
  static void assumeUnixSocket(String reason) {
    assumeFalse(
        "tcp".equals(System.getenv("GATEWAY_PYTHON_WIRE")), "gateway.python.wire=tcp: " + reason);
  }
}
