package org.gatewaybridge.containers;

import java.io.IOException;
import java.util.List;

/** Runs Undertow's published jars by the main class of bridge-servers; it has no distribution. */
final class UndertowRecipe implements Recipe {

  @Override
  public Launch prepare(Layout at) throws IOException {
    at.copyWarsTo("webapps");
    List<String> command =
        at.java(
            "-Djava.io.tmpdir=" + at.make("temp"),
            "-cp",
            at.home().resolve("*").toString(),
            "org.gatewaybridge.servers.Main",
            "--server",
            "undertow",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(at.port()),
            "--h2c",
            "--https-port",
            Integer.toString(at.httpsPort()),
            "--keystore",
            at.certificate().keystore().toString(),
            "--keystore-password",
            at.certificate().password(),
            "--exit-with-parent");
    at.settings()
        .forEach((name, value) -> command.addAll(List.of("--undertow-option", name + "=" + value)));
    for (String contextPath : at.wars().keySet()) {
      command.addAll(
          List.of(
              "--war",
              at.copied("webapps", contextPath).toString(),
              "--context-path",
              Layout.contextRoot(contextPath)));
    }
    return Launch.of(command, "READY http://");
  }
}
