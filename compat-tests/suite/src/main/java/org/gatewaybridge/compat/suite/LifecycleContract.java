package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;

/** How an app is made and told its parameters, and how its calls run. */
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
    assertThat(facts()).containsEntry("context-class-loader-finds-the-app", "true");
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
  @Case(id = "E10", title = "calls may run at once", source = "PEP 3333")
  default void callsMayRunAtOnce() throws Exception {
    RawRequest meeting =
        gateway().get("/meeting").with("X-App", "meeting").with("X-Patience", "10000");

    assertThat(InParallel.all(2, 2, n -> gateway().ask(meeting).text())).containsOnly("met");
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
