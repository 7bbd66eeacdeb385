package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.ServerProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WARs with other descriptors than the one under test. */
public interface DeploymentContract extends Contract {

  @Test
  @Case(
      id = "E10",
      title = "with gateway.threads=1 calls come one after another",
      source = "PEP 3333")
  default void oneThreadAtATime() throws Exception {
    Caller caller = Neighbours.on(container());
    RawRequest meeting =
        caller.raw("GET", "/one/x").with("X-App", "meeting").with("X-Patience", "300");

    assertThat(caller.environ(caller.raw("GET", "/one/x")).get("wsgi.multithread"))
        .isEqualTo("false");
    assertThat(InParallel.all(2, 2, n -> caller.ask(meeting).text())).containsOnly("alone");
  }

  @Test
  @Case(id = "P23", title = "mapped to / the path is PATH_INFO", source = "Servlet 6 12.2")
  default void defaultMappingIsPathInfo() {
    Caller caller = Neighbours.on(container());
    for (String path : List.of("/", "/x/y", "/x.do", "/x%20y")) {
      Environ environ = caller.environ(caller.raw("GET", "/default" + path));

      assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/default");
      assertThat(environ.get("PATH_INFO")).isEqualTo(path.replace("%20", " "));
    }
  }

  @Test
  @Case(id = "P23", title = "mapped to *.do the path is PATH_INFO", source = "Servlet 6 12.2")
  default void suffixMappingIsPathInfo() {
    Caller caller = Neighbours.on(container());
    Environ environ = caller.environ(caller.raw("GET", "/suffix/x/y.do?q"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/suffix");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/x/y.do");
  }

  @Test
  @Order(Integer.MAX_VALUE) // else what it stops would be started once more
  @Case(id = "L05", title = "each app is closed at the end", source = "Servlet 6 2.3.4")
  default void eachAppIsClosedAtTheEnd() {
    ServerProcess server = Neighbours.takenFrom(container());

    server.stop();

    assertThat(server.log().split("compat app closed", -1))
        .as("apps closed")
        .hasSize(Neighbours.count(container().container()) + 1);
  }

  @Test
  @Case(
      id = "L06",
      title = "a wrong deployment fails at start, with its reason",
      source = "this project")
  default void wrongDeploymentFailsAtStart(@TempDir Path folder) throws Exception {
    WarVariant app = new WarVariant(Path.of(System.getProperty("compat.app", "")), folder);
    Path broken = app.withApp("com.acme.NoSuchApp");

    try (ServerProcess server = container().startUnchecked(Map.of("/broken", broken))) {
      server.awaitLog("gateway.app names \"com.acme.NoSuchApp\"");
      if (server.alive()) {
        Caller caller = new Caller(new Mounted(Mount.CONTEXT, server));
        ResponseAssert.assertThat(caller.ask(caller.raw("GET", "/broken/")))
            .hasCode(404, 500, 503)
            .hasNoHeader("X-Echoed-Method");
      }
    }
  }

  @Test
  @Case(
      id = "L07",
      title = "no spelling of a path goes round a constraint",
      source = "Servlet 6 13.8")
  default void noSpellingGoesRoundAConstraint(@TempDir Path folder) throws Exception {
    if (!Neighbours.takesConstraints(container().container())) {
      refusesConstraints(folder);
      Assumptions.abort("not run: this container takes no security constraints here");
    }
    Caller caller = Neighbours.on(container());

    ResponseAssert.assertThat(caller.ask(caller.raw("GET", "/guarded/open"))).hasCode(200);
    for (String target : spellings()) {
      RawResponse answer = caller.ask(caller.raw("GET", "/guarded" + target));
      if (answer.code() == 200) {
        assertThat(folded(Environ.of(answer).get("PATH_INFO")))
            .as("%s reached the app", target)
            .doesNotStartWith("/admin/");
      }
    }
  }

  /** Once this fails, the case can be asked here too. */
  private void refusesConstraints(Path folder) throws Exception {
    WarVariant app = new WarVariant(Path.of(System.getProperty("compat.app", "")), folder);
    try (ServerProcess server =
        container().startUnchecked(Map.of("/guarded", app.withForbidden("/admin/*")))) {
      assertThat(server.alive()).as("takes constraints").isFalse();
    }
  }

  /** A path as a constraint would see it, with a slash at its end. */
  private static String folded(@Nullable String pathInfo) {
    return (pathInfo + "/").replaceAll(";[^/]*", "").replaceAll("/+", "/");
  }

  private static List<String> spellings() {
    return List.of(
        "/admin",
        "/admin/",
        "/admin/x",
        "//admin/x",
        "/./admin/x",
        "/x/../admin/x",
        "/admin//x",
        "/%61dmin/x",
        "/admin;x/x",
        "/admin;jsessionid=1/x",
        "/;x/admin/x",
        "/admin%2Fx",
        "/%2e/admin/x",
        "/x/%2e%2e/admin/x",
        "/x/..;/admin/x",
        "/%2Fadmin/x",
        "/admin%5Cx",
        "/x%2F..%2Fadmin/x",
        "/admin/./x",
        "/admin/x/../y",
        "/admin/..;/admin/x",
        "/x//../admin/x",
        "/admin%00/x",
        "/admin/%2e",
        "/.;/admin/x",
        "/%c0%ae/admin/x",
        "/;%2fadmin%2fx",
        "/x;%2f..%2fadmin/x",
        "/;x=%2Fadmin/x",
        "/;%5cadmin%5cx",
        "/admin%3bx/x",
        "/admin%3B/x",
        "/admin;%2fx",
        "/admin;%252fx/x",
        "/admin;%00/x");
  }
}
