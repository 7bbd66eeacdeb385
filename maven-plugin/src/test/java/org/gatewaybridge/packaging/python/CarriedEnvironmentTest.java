package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedEnvironmentTest {
  private static final String PRINT =
      "import os; print(*[name for name in os.environ if name.startswith('PYTHON')])";

  @Test
  void variablesOfTheBuildDoNotReachTheCarriedInterpreter(@TempDir Path folder) throws Exception {
    assertThat(System.getenv()) // as pom.xml sets it
        .containsKeys("PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE");

    assertThat(
            Interpreter.carried(Path.of(Python.executable()))
                .run(folder, Map.of("PYTHONUTF8", "1"), List.of("-c", PRINT))
                .lastLines()
                .split(" "))
        .containsExactlyInAnyOrder(
            "PYTHONDONTWRITEBYTECODE",
            "PYTHONHASHSEED",
            "PYTHONIOENCODING",
            "PYTHONNOUSERSITE",
            "PYTHONUTF8");
  }

  @Test
  void otherVariablesStayAndCertificatesAreNotReplaced() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PYTHONPLATLIBDIR", "x",
                "__PYVENV_LAUNCHER__", "x",
                "LD_LIBRARY_PATH", "x",
                "PIP_INDEX_URL", "x",
                "SSL_CERT_DIR", "x"));
    CarriedEnvironment.isolate(environment);

    assertThat(environment).containsOnlyKeys("PIP_INDEX_URL", "SSL_CERT_DIR", "PYTHONNOUSERSITE");
  }
}
