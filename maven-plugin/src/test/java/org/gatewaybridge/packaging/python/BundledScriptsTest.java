package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs the own tests of the plugin's scripts. */
final class BundledScriptsTest {
  @Test
  void scriptsPassTheirOwnTests() throws Exception {
    Process tests =
        new ProcessBuilder(
                Python.executable(), "-m", "unittest", "discover", "-s", "src/test/python")
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String report = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tests.waitFor()).as(report).isZero();
    assertThat(report).contains("OK");
  }
}
