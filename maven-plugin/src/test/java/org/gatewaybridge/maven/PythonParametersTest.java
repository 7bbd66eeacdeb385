package org.gatewaybridge.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import org.gatewaybridge.packaging.WarInputs;
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

  @Test
  void platformsAreOfPythonsThatTheWarCarries() throws Exception {
    PythonParameters parameters = parameters();
    assertThat(parameters.isCarried()).isFalse();

    set(parameters, "pythonPlatforms", "linux-x86_64,linux-arm64");
    assertThat(parameters.isCarried()).isTrue();

    set(parameters, "pythonCarried", false);
    assertThat(parameters.isCarried()).isFalse();
  }

  @Test
  void interpreterOfTheBuildDoesNotReplaceTheCarriedOneOnTheServer() throws Exception {
    PythonParameters parameters = parameters();
    set(parameters, "pythonExecutable", "/usr/bin/python3.11");
    assertThat(parameters.settings())
        .containsEntry("gateway.python.executable", "/usr/bin/python3.11");

    set(parameters, "pythonPlatforms", "linux-s390x");
    assertThat(parameters.settings()).isEmpty();
  }

  private static PythonParameters parameters() {
    return new PythonParameters() {
      @Override
      void run(WarInputs inputs) {}

      @Override
      WarInputs inputs() {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Does as Maven does. */
  private static void set(PythonParameters parameters, String name, Object value) throws Exception {
    Field field = PythonParameters.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(parameters, value);
  }
}
