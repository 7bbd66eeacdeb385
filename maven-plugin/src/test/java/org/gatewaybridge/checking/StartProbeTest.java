package org.gatewaybridge.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartProbeTest {

  @Test
  void whatThePythonAppSaysOnStderrIsAWarningAndWhatTheBridgeSaysAnError() {
    List<String> lines =
        List.of(
            "[log] org.gatewaybridge.python.stderr: app.py:3: DeprecationWarning: old",
            "\timport old",
            "",
            "[log] org.gatewaybridge.python.stderr: app.py:3: DeprecationWarning: old",
            "\timport old",
            "",
            "[log] org.gatewaybridge.python: Worker 7 of app:app ended by signal SIGSEGV",
            "",
            "[log] org.gatewaybridge.engine: request 1 failed",
            "java.lang.IllegalStateException: x",
            "[log] com.acme: its own");

    assertThat(StartProbe.complaints(lines))
        .containsExactly(
            Finding.warning("Python says: app.py:3: DeprecationWarning: old: import old"),
            Finding.error("Worker 7 of app:app ended by signal SIGSEGV"),
            Finding.error("request 1 failed: java.lang.IllegalStateException: x"));
  }
}
