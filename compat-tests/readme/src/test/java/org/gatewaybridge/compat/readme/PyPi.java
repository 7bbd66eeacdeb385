package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What examples with a Python of their own need from elsewhere. */
final class PyPi {
  private PyPi() {}

  /** Returns whether Maven Central has a CPython for this system. */
  static boolean hasCarriedPython() {
    return System.getProperty("os.name").equals("Linux")
        && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
  }

  /**
   * Returns whether the pip of the WAR's Python finds a package where it is configured to look.
   * Leaves the stranger's folder, which has the app's sources, as it is.
   *
   * @param pom that of a project whose WAR brings its own Python; lent if the folder has none
   */
  static boolean isThere(Stranger stranger, Path pom, String name)
      throws IOException, InterruptedException {
    Path own = stranger.folder().resolve("pom.xml");
    boolean lent = Files.notExists(own);
    if (lent) {
      Files.copy(pom, own);
    }
    String said =
        stranger.run(
            "echo > none.txt; mvn -q gateway:python -Dgateway.requirementsFile=none.txt"
                + " '-Dargs=-m pip --retries 0 index versions "
                + name
                + "' 2>&1 || true; rm -r none.txt target",
            Map.of());
    if (lent) {
      Files.delete(own);
    }
    assertThat(said).containsAnyOf("Available versions:", "No matching distribution found");
    return said.contains("Available versions:");
  }
}
