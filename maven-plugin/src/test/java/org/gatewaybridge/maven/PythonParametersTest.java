package org.gatewaybridge.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PythonParametersTest {
  private static final String PATTERN = "workers|auto";

  @Test
  void whatNoServerKnowsIsRefused() {
    assertThat(PythonParameters.checked("pythonRuntime", "auto", PATTERN, PATTERN))
        .isEqualTo("auto");
    assertThat(PythonParameters.checked("pythonRuntime", null, PATTERN, PATTERN)).isNull();
    assertThatThrownBy(() -> PythonParameters.checked("pythonRuntime", "worker", PATTERN, PATTERN))
        .hasMessage("pythonRuntime (gateway.pythonRuntime) is \"worker\"; give workers or auto");
  }
}
