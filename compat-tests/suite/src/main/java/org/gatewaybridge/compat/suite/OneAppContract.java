package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sets for one of several apps, without changing its WAR. */
public interface OneAppContract extends Contract {

  /** Settings of all apps and of single ones, some of which nobody knows. */
  String FILE =
      """
      gateway.health=/for-all
      gateway.lnit=true
      /gateway.health=/for-root
      /one/gateway.health=/for-one
      /one/gateway.heath=/for-nobody
      /a/b/gateway.health=/for-deep
      """;

  @Test
  @Case(
      id = "O09",
      title = "the settings file sets one app of several",
      source = "Tomcat's conf/Catalina/localhost, Gunicorn's --config")
  default void settingsFileSetsOneApp() {
    ServerProcess server = several();

    assertThat(paths(server, "")).containsExactly("/for-root");
    assertThat(paths(server, "/one")).containsExactly("/for-one");
    assertThat(paths(server, "/a/b")).containsExactly("/for-deep");
    assertThat(paths(server, "/other")).containsExactly("/for-all");
    server.awaitLog("gateway.health=/for-one (settings file, /one/)");
  }

  @Test
  @Case(
      id = "O10",
      title = "a context parameter of the container comes before the server and the WAR",
      source = "Servlet 6 4.3, Tomcat's Context, Jetty's context XML")
  default void contextParameterOfTheContainerCounts(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(
        container().id().startsWith("tomcat") || container().id().startsWith("jetty"),
        "not run: this container has no such place, or none that the tests can write to");
    WarVariant app = new WarVariant(app(), folder);
    Path war = app.withInitParameter("gateway.health", "/for-war");
    try (ServerProcess server =
        container()
            .start(
                Map.of("/one", war),
                Map.of("GATEWAY_HEALTH", "/for-all"),
                Map.of("gateway.health", "/for-one"))) {
      assertThat(paths(server, "/one")).containsExactly("/for-one");
      server.awaitLog("gateway.health=/for-one (context parameter)");
    }
  }

  @Test
  @Case(
      id = "O11",
      title = "a name that is no setting is told with the nearest one",
      source = "this project")
  default void unknownNameIsTold() {
    ServerProcess server = several();

    server.awaitLog(
        "environment variable \"GATEWAY_TIMOUT\" is unknown; the nearest setting is"
            + " GATEWAY_TIMEOUT");
    server.awaitLog(
        "settings file, /one/ \"gateway.heath\" is unknown; the nearest setting is gateway.health");
    server.awaitLog(
        "settings file \"gateway.lnit\" is unknown; the nearest setting is gateway.lint");
    assertThat(server.log()).doesNotContain("GATEWAY_INTERFACE", "for-nobody");
  }

  /** The paths at which the gateway tells of an app's health. */
  private static List<String> paths(ServerProcess server, String contextPath) {
    Caller caller = new Caller(new Mounted(Mount.CONTEXT, server));
    return List.of("/for-all", "/for-root", "/for-one", "/for-deep", "/for-war").stream()
        .filter(
            path ->
                caller
                    .ask(caller.raw("GET", contextPath + path).with("X-App", "environ"))
                    .text()
                    .equals("ready\n"))
        .toList();
  }

  private ServerProcess several() {
    return container()
        .shared(
            "one-app",
            () ->
                container()
                    .start(
                        Map.of("", app(), "/one", app(), "/a/b", app(), "/other", app()),
                        Map.of(
                            "GATEWAY_SETTINGS",
                            file().toString(),
                            "GATEWAY_TIMOUT",
                            "5",
                            "GATEWAY_INTERFACE",
                            "CGI/1.1"),
                        Map.of()));
  }

  private static Path file() {
    try {
      Path work = Path.of(System.getProperty("compat.work", "target/containers"));
      Path file = Files.createTempFile(Files.createDirectories(work), "settings", ".properties");
      return Files.writeString(file, FILE, UTF_8).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path app() {
    return Path.of(System.getProperty("compat.app", ""));
  }
}
