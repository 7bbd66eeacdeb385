package org.gatewaybridge.compat.suite;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.gatewaybridge.containers.ServerProcess;

/** A WAR that is put in its own place again, as a copy into a running container does. */
public final class ReplacedWar {
  private final Path war;
  // Long ago: a container may wait until a file is no longer changing.
  private Instant modified = Instant.now().minus(Duration.ofDays(1));

  /** Names the WAR that a server was started with. */
  public ReplacedWar(ServerProcess server, String contextPath) {
    this.war = server.deployed(contextPath);
  }

  /** Replaces it by a copy that looks newer, at once; the container notices when it looks. */
  public void replace() throws IOException {
    Path copy = Files.createTempFile("redeployed", ".war");
    Files.write(copy, Files.readAllBytes(war));
    modified = modified.plusSeconds(60);
    Files.setLastModifiedTime(copy, FileTime.from(modified));
    Path beside = war.resolveSibling("." + war.getFileName() + ".new");
    Files.move(copy, beside, REPLACE_EXISTING);
    Files.move(beside, war, ATOMIC_MOVE);
  }
}
