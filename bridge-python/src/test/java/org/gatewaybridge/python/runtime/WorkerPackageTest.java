package org.gatewaybridge.python.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs the worker package's own tests, which need no gateway. */
public class WorkerPackageTest {
  @Test
  void workerPackagePassesItsOwnTests() throws Exception {
    assumeTrue(hasPython(), "There is no python3 on the PATH: the worker package was not tested");
    Process tests =
        new ProcessBuilder("python3", "-m", "unittest", "discover", "-s", "src/test/python")
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    String report = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tests.waitFor()).as(report).isZero();
    assertThat(report).contains("OK");
  }

  public static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
