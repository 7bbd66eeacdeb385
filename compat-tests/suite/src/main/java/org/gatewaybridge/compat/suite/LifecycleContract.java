package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.ServerProcess;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an app is made, told its parameters, and closed. */
public interface LifecycleContract extends Contract {

  @Test
  @Case(id = "L01", title = "one app serves a deployment", source = "this project")
  default void oneAppServesADeployment() throws Exception {
    List<Map<String, String>> facts = InParallel.all(32, 8, n -> facts());

    assertThat(facts).allMatch(each -> "0".equals(each.get("created-before")));
    assertThat(facts.stream().map(each -> each.get("calls")).distinct()).hasSize(32);
  }

  @Test
  @Case(id = "L02", title = "the app runs under its own class loader", source = "Servlet 6 10.7.2")
  default void appRunsUnderItsOwnClassLoader() {
    assertThat(facts()).containsEntry("context-class-loader-is-the-apps", "true");
  }

  @Test
  @Case(
      id = "L03",
      title = "the deployment's parameters reach factory and environ",
      source = "PEP 3333")
  default void parametersReachFactoryAndEnviron() {
    assertThat(facts().get("init-parameters")).contains("compat.greeting=hello");
    assertThat(gateway().environ(gateway().get("/")).get("compat.greeting")).isEqualTo("hello");
  }

  @Test
  @Case(id = "L04", title = "reading an environ makes no session", source = "this project")
  default void readingMakesNoSession() {
    ResponseAssert.assertThat(gateway().ask(gateway().get("/"))).hasNoHeader("Set-Cookie");
  }

  @Test
  @Case(
      id = "E10 P23 L05",
      title = "other descriptors, and the end",
      source = "PEP 3333, Servlet 6 12.2")
  default void otherDescriptorsAndTheEnd(@TempDir Path folder) throws Exception {
    WarVariant app = WarVariant.of(Path.of(System.getProperty("compat.app", "")), folder);
    ServerProcess server =
        container()
            .start(
                Map.of(
                    "/one", app.withInitParameter("gateway.threads", "1"),
                    "/default", app.withUrlPattern("/"),
                    "/suffix", app.withUrlPattern("*.do")));
    try (server) {
      oneThreadAtATime(new Caller(new Mounted(Mount.CONTEXT, server)));
      defaultMappingIsPathInfo(new Caller(new Mounted(Mount.CONTEXT, server)));
      suffixMappingIsPathInfo(new Caller(new Mounted(Mount.CONTEXT, server)));
      server.stop();
      assertThat(server.log().split("compat app closed", -1)).hasSize(3 + 1);
    }
  }

  private static void oneThreadAtATime(Caller caller) throws Exception {
    Environ environ = caller.environ(caller.raw("GET", "/one/x"));

    assertThat(environ.get("wsgi.multithread")).isEqualTo("false");
    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/one");
    assertThat(meetings(caller, caller.raw("GET", "/one/meeting"), 300)).containsOnly("alone");
  }

  @Test
  @Case(id = "E10", title = "calls may run at once", source = "PEP 3333")
  default void callsMayRunAtOnce() throws Exception {
    assertThat(meetings(gateway(), gateway().get("/meeting"), 10_000)).containsOnly("met");
  }

  /** What two calls at once say of each other. */
  private static List<String> meetings(Caller caller, RawRequest request, int patience)
      throws Exception {
    RawRequest asked =
        request.with("X-App", "meeting").with("X-Patience", String.valueOf(patience));
    return InParallel.all(2, 2, n -> caller.ask(asked).text());
  }

  private static void defaultMappingIsPathInfo(Caller caller) {
    for (String path : List.of("/", "/x/y", "/x.do", "/x%20y")) {
      Environ environ = caller.environ(caller.raw("GET", "/default" + path));

      assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/default");
      assertThat(environ.get("PATH_INFO")).isEqualTo(path.replace("%20", " "));
    }
  }

  private static void suffixMappingIsPathInfo(Caller caller) {
    Environ environ = caller.environ(caller.raw("GET", "/suffix/x/y.do?q"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("/suffix");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/x/y.do");
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    gateway()
        .ask(gateway().app("deployment"))
        .text()
        .lines()
        .forEach(line -> facts.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return facts;
  }
}
