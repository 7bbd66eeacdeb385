package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the published jar, with its listener on the loopback address. */
final class GlassFishEmbeddedRecipe implements Recipe {
  private static final String ON_LOOPBACK =
      "embedded-glassfish-config.server.network-config.network-listeners.network-listener"
          + ".http-listener.address=127.0.0.1\n";

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyWarsTo("webapps");
    Path properties = Files.writeString(at.base().resolve("embedded.properties"), ON_LOOPBACK);
    List<String> command =
        at.java(
            "-Djava.io.tmpdir=" + at.make("temp"),
            "-jar",
            jar(at.home()).toString(),
            "--properties=" + properties,
            "--port=" + at.port());
    at.settings()
        .forEach(
            (name, value) ->
                command.add(
                    "set configs.config.server-config.network-config.protocols.protocol"
                        + ".http-listener."
                        + name
                        + "="
                        + value));
    for (String contextPath : at.wars().keySet()) {
      command.add(
          "deploy --contextroot=%s --name=%s %s"
              .formatted(
                  Layout.contextRoot(contextPath),
                  Layout.appName(contextPath),
                  at.copied("webapps", contextPath)));
    }
    return Launch.of(command, "GLASSFISH STARTED").withoutHttps();
  }

  private static Path jar(Path home) throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(home, "glassfish-embedded-all-*.jar")) {
      return jars.iterator().next();
    }
  }
}
