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
  Path CACHE = Path.of(System.getProperty("compat.carried.cache", ""));

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

  /** As systemd-tmpfiles does with old files of the temporary folder. */
  @Test
  default void interpreterThatIsTakenAwayIsThereAgainForTheNextWorker() throws Exception {
    try (ServerProcess server = container().start(Map.of("/own", war("own-cache")))) {
      JsonPath facts = new Visitor(server, "/own").given().get("/").jsonPath();
      Path home = Path.of(facts.getString("executable")).resolve("../..").normalize();
      assertThat(home.getParent()).hasFileName("python-cache-of-own");
      for (String part : List.of("json", "lib-dynload", "encodings")) {
        try (Stream<Path> all = Files.walk(home.resolve("lib/python3.11").resolve(part))) {
          for (Path file : all.filter(Files::isRegularFile).toList()) {
            Files.delete(file);
          }
        }
      }
      ProcessHandle.of(facts.getLong("pid")).orElseThrow().destroyForcibly();

      awaitAnother(server, facts.getString("pid"), "pid");
      assertThat(server.log()).contains("it is unpacked again");
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
        String parent = fact(server, "parent");
        own.replace();
        awaitAnother(server, parent, "parent");
      }
      assertThat(copies()).isEqualTo(before).noneMatch(name -> name.startsWith("half-"));
      assertThat(Pattern.compile("The workers run by (\\S+) ").matcher(server.log()).results())
          .hasSize(3 + times)
          .extracting(run -> run.group(1))
          .satisfies(runs -> assertThat(Set.copyOf(runs)).hasSize(1));
    }
  }

  private static void awaitAnother(ServerProcess server, String before, String name) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (List.of("", before).contains(fact(server, name))) {
      assertThat(System.nanoTime()).as("no other " + name).isLessThan(end);
    }
  }

  /** Returns what the app tells; "" while it does not answer. */
  private static String fact(ServerProcess server, String name) {
    Response answer = new Visitor(server, "/own").given().get("/");
    return answer.statusCode() == 200 ? answer.jsonPath().getString(name) : "";
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
