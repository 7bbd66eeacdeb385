package org.gatewaybridge.compat.faults;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows about apps that load badly, or many at once. */
public interface DeploymentFaults extends FaultContract {
  String REASON = "This deployment says compat.load-fails";

  @Test
  @EveryBuild
  @Fault(
      id = "X18",
      title = "an app that fails to load, and that loads after its WAR was replaced",
      target = "the log says why; no answer of the app; right once replaced")
  default void appThatFailsToLoad(Figures figures) throws Exception {
    WarVariant war = war();
    Path failing = war.withInitParameter("compat.load-fails", "yes");
    try (ServerProcess server = container().startUnchecked(Map.of("/late", failing))) {
      boolean told =
          server
              .awaitLog(REASON)
              .lines()
              .anyMatch(line -> line.matches(".*\\b(ERROR|SEVERE)\\b.*" + REASON + ".*"));
      figures.add(told ? "told in the log" : "not told as an error", told);
      if (!server.alive()) {
        figures.note("the process ended: there is nothing to be replaced");
        return;
      }
      Caller caller = at(server, "/late");
      String answer = new FirstRequests(caller).answer();
      figures.add("answered " + answer, answer.matches("404|503"));
      if (!redeploys()) {
        return;
      }
      put(app(), server.deployed("/late"));
      String then = new FirstRequests(caller).awaitApp(Duration.ofSeconds(30));
      figures.add("replaced, " + then, then.equals("created once"));
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X18",
      title = "64 clients that ask from before the end of a load of 30 s",
      target = "404, 503 or no answer until then; made once, then all are answered")
  default void appThatLoadsSlowly(Figures figures) throws Exception {
    int seconds = figures.size(30, 3, "seconds of load");
    Duration patience = Duration.ofSeconds(seconds + 30);
    figures.reduced("an app is always made at the deployment, never by a request");
    WarVariant war = war();
    Path slow = war.withInitParameter("compat.load-millis", seconds + "000");
    Map<String, Path> first = redeploys() ? Map.of("/first", app()) : Map.of("/slow", slow);
    try (ServerProcess server = container().startUnchecked(first)) {
      if (redeploys()) {
        put(slow, server.deployed("/first").resolveSibling("slow.war"));
      } else {
        figures.reduced("from the end of the load: bare Undertow opens its port after it");
      }
      Caller caller = at(server, "/slow");
      List<String> came =
          InParallel.all(64, 64, PATIENCE, n -> new FirstRequests(caller).awaitApp(patience));
      Map<String, Integer> kinds = new TreeMap<>();
      came.forEach(each -> kinds.merge(each, 1, Integer::sum));
      figures.add("64 clients: " + kinds, kinds.keySet().equals(Set.of("created once")));
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X19",
      title = "10 WARs deployed at once",
      target = "all answer with their own SCRIPT_NAME and static state")
  default void tenWarsAtOnce(Figures figures) throws Exception {
    WarVariant war = war();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      paths.add("/war" + i);
    }
    Map<String, Path> first = new LinkedHashMap<>();
    first.put("/first", app());
    if (!redeploys()) {
      for (String path : paths) {
        first.put(path, war.withInitParameter("compat.neighbour", path));
      }
    }
    try (ServerProcess server = container().start(first)) {
      if (redeploys()) {
        for (String path : paths) {
          Path own = war.withInitParameter("compat.neighbour", path);
          put(own, server.deployed("/first").resolveSibling(path.substring(1) + ".war"));
        }
      } else {
        figures.reduced("at the start, since our deployer of bare Undertow deploys then only");
      }
      List<String> came =
          InParallel.all(
              10,
              10,
              PATIENCE,
              n -> {
                Caller caller = at(server, paths.get(n));
                String made = new FirstRequests(caller).awaitApp(Duration.ofSeconds(60));
                String name = caller.environ(caller.get("/x")).get("SCRIPT_NAME");
                String own = caller.environ(caller.get("/x")).get("compat.neighbour");
                return made + ", " + Set.of(paths.get(n)).containsAll(List.of(name, own));
              });
      Set<String> kinds = new TreeSet<>(came);
      figures.add("10 WARs: " + kinds, kinds.equals(Set.of("created once, true")));
    }
  }

  /** Puts a WAR where a container looks for them, as a whole and with a new time. */
  private static void put(Path war, Path place) throws IOException {
    Path beside = place.resolveSibling("." + place.getFileName() + ".new");
    Files.copy(war, beside, REPLACE_EXISTING);
    Files.setLastModifiedTime(beside, FileTime.from(Instant.now().plusSeconds(2)));
    Files.move(beside, place, ATOMIC_MOVE);
  }
}
