package org.gatewaybridge.compat.suite;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.ServerProcess;

/** Puts the same WAR in its own place again and again, as a copy into a running container does. */
final class Redeployments {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Caller caller;
  private final String contextPath;
  private final Path war;
  // Long ago: a container may wait until a file is no longer changing.
  private Instant modified = Instant.now().minus(Duration.ofDays(1));

  Redeployments(ServerProcess server, Caller caller, String contextPath) {
    this.caller = caller;
    this.contextPath = contextPath;
    this.war = server.deployed(contextPath);
  }

  void run(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      int before = Math.max(calls(), calls());
      replace();
      awaitAnother(before);
    }
  }

  private void replace() throws IOException {
    Path copy = Files.createTempFile("redeployed", ".war");
    Files.write(copy, Files.readAllBytes(war));
    modified = modified.plusSeconds(60);
    Files.setLastModifiedTime(copy, FileTime.from(modified));
    Path beside = war.resolveSibling("." + war.getFileName() + ".new");
    Files.move(copy, beside, REPLACE_EXISTING);
    Files.move(beside, war, ATOMIC_MOVE);
  }

  /** Waits for an app whose count of calls begins again. */
  private void awaitAnother(int before) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int calls = calls();
    while (calls > before || calls == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("The changed WAR was not deployed within " + PATIENCE);
      }
      before = Math.max(before, calls);
      calls = calls();
    }
  }

  /** Returns how many calls the app has had, 0 while there is none. */
  private int calls() {
    try {
      RawResponse answer =
          caller.ask(caller.raw("GET", contextPath + "/facts").with("X-App", "deployment"));
      return answer
          .text()
          .lines()
          .filter(line -> line.startsWith("calls="))
          .findFirst()
          .map(line -> Integer.parseInt(line.substring("calls=".length())))
          .orElse(0);
    } catch (WireViolation | java.io.UncheckedIOException between) {
      return 0;
    }
  }
}
