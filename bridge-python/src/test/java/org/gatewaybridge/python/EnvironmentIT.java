package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps in one JVM whose Pythons have different environments. */
class EnvironmentIT {
  private static final String PREFIX = "python.env.";

  private @TempDir Path directory = Path.of("");

  @Test
  void eachAppHasItsOwnVariables() throws Exception {
    try (PythonServer blue = start("blue", PREFIX + "COLOUR", "blue", PREFIX + "PATH", "");
        PythonServer red =
            start("red", PREFIX + "COLOUR", "red with blanks", PREFIX + "CITY", "Žižkov=🎉")) {
      assertThat(blue.body("/variable?COLOUR")).isEqualTo("blue");
      assertThat(red.body("/variable?COLOUR")).isEqualTo("red with blanks");
      assertThat(red.body("/variable?CITY")).isEqualTo("Žižkov=🎉");
      assertThat(blue.body("/variable?PATH")).isEqualTo("none");
      assertThat(red.body("/variable?PATH")).isEqualTo(System.getenv("PATH"));
      assertThat(blue.body("/variable?COLOUR")).isEqualTo("blue");
      assertThat(red.log()).contains("gateway.python.env.COLOUR=(hidden)").doesNotContain("blanks");
    }
  }

  private PythonServer start(String name, String... settings) throws Exception {
    return PythonServer.start(directory.resolve(name), "faults:application", settings);
  }
}
