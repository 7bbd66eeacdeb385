package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Redeployments;
import org.gatewaybridge.compat.suite.ReplacedWar;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** WARs that bring their own Python, on a server without any other. */
interface CarriedContract extends OnContainer {
  Path CACHE = Path.of(System.getenv("GATEWAY_PYTHON_CACHE"));

  private static Path war(String name) {
    return Path.of(System.getProperty("compat.wars"), name + ".war");
  }

  @Test
  default void noOtherPythonIsHere() {
    assertThatThrownBy(() -> new ProcessBuilder("python3", "--version").start())
        .isInstanceOf(IOException.class);
    if (System.getenv("WITHOUT_PYTHON").equals("namespace")) {
      assertThat(Path.of("/usr/bin/python3")).doesNotExist();
    }
  }

  @Test
  default void appAndItsSubprocessesRunByTheWarsOwn() throws IOException {
    try (ServerProcess server = container().start(Map.of("/own", war("own")))) {
      String cache = CACHE.toRealPath().toString();
      JsonPath facts =
          new Visitor(server, "/own")
              .given()
              .get("/")
              .then()
              .statusCode(200)
              .body("executable", startsWith(cache))
              .body("foreign", empty())
              .body("certificates", greaterThan(0))
              .extract()
              .jsonPath();
      assertThat(facts.getString("child")).isEqualTo(facts.getString("executable"));
      assertThat(server.log())
          .contains("The workers run by " + facts.getString("executable") + " (the WAR's own, 3.");
    }
  }

  @Test
  default void redeploymentsShareOneCopy() throws Exception {
    int times = Integer.getInteger("compat.carried.redeployments");
    try (ServerProcess server =
        container()
            .start(Map.of("/a", war("carried"), "/b", war("carried-b"), "/own", war("own")))) {
      List<Redeployments> others =
          Stream.of("/a", "/b")
              .map(at -> new Redeployments(server, new Caller(new Mounted(at, server)), at))
              .toList();
      ReplacedWar own = new ReplacedWar(server, "/own");
      List<String> before = copies();
      for (int done = 0; done < times; done += 3) {
        for (Redeployments other : others) {
          other.run(1);
        }
        String parent = parent(server);
        own.replace();
        awaitAnother(server, parent);
      }
      assertThat(copies()).isEqualTo(before).noneMatch(name -> name.startsWith("half-"));
      assertThat(Pattern.compile("The workers run by (\\S+) ").matcher(server.log()).results())
          .hasSize(3 + times)
          .extracting(run -> run.group(1))
          .satisfies(runs -> assertThat(Set.copyOf(runs)).hasSize(1));
    }
  }

  private static void awaitAnother(ServerProcess server, String before) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (List.of("", before).contains(parent(server))) {
      assertThat(System.nanoTime()).as("the changed WAR is not deployed").isLessThan(end);
    }
  }

  /** Returns the process id of the workers' parent; "" while none answers. */
  private static String parent(ServerProcess server) {
    Response answer = new Visitor(server, "/own").given().get("/");
    return answer.statusCode() == 200 ? answer.jsonPath().getString("parent") : "";
  }

  /** Returns all interpreters, and what is left of unpacking one. */
  private static List<String> copies() throws IOException {
    try (Stream<Path> all = Files.list(CACHE)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".used"))
          .sorted()
          .toList();
    }
  }
}
