package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Maven process that packages, and what it says. */
record Build(Process process, Path log) {
  private static final int MINUTES = 15;

  /** Waits for its end. */
  Build ended() throws IOException, InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("No end after " + MINUTES + " minutes:\n" + output());
    }
    return this;
  }

  String output() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  boolean succeeded() {
    return process.exitValue() == 0;
  }

  /** Succeeds or fails the test, for builds that are no fault. */
  Build required() throws IOException {
    if (!succeeded()) {
      throw new AssertionError("The build failed:\n" + output());
    }
    return this;
  }

  /** Returns whether it failed with a sentence that fits, and with no stack trace. */
  boolean failedSaying(String sentence) throws IOException {
    String output = output();
    return !succeeded()
        && output.lines().anyMatch(line -> line.matches("\\[ERROR\\] .*" + sentence + ".*"))
        && !output.contains("\tat ");
  }
}
