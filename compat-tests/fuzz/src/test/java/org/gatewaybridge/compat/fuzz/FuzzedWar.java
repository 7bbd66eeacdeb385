package org.gatewaybridge.compat.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.compat.suite.WarVariant;

/**
 * The WAR under test with the app that is fuzzed, a filter that counts, and a marker to be found.
 */
final class FuzzedWar {
  static final String MARKER = "b7c41e-nobody-may-read-this";

  private FuzzedWar() {}

  /**
   * Makes it.
   *
   * @param mount the context path that it will have
   * @param fault the one that is planted, "none" for none
   */
  static Path of(String mount, String fault) throws IOException {
    Path work = Path.of(System.getProperty("compat.work", "target/containers"));
    Path folder = Files.createTempDirectory(Files.createDirectories(work), "fuzzed-");
    Path war = Path.of(System.getProperty("compat.app", ""));
    war = variant(war, folder).withFilter("org.gatewaybridge.compat.front.CallCounter");
    war = variant(war, folder).withApp("org.gatewaybridge.compat.app.FuzzedAppFactory");
    war =
        variant(war, folder)
            .withStaticFiles(
                "static",
                Map.of(
                    "fuzz.mount", mount,
                    "fuzz.fault", fault,
                    "gateway.static", "/static",
                    "gateway.health", "/health",
                    "gateway.max-request-bytes", "8k",
                    "gateway.access-log", "combined"));
    return variant(war, folder)
        .withMarker(
            MARKER, "WEB-INF/marker.txt", "WEB-INF/classes/marker.txt", "META-INF/marker.txt");
  }

  private static WarVariant variant(Path war, Path folder) {
    return new WarVariant(war, folder);
  }
}
