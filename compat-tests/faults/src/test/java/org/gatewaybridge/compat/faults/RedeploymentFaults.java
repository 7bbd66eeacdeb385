package org.gatewaybridge.compat.faults;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Redeployments;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Rows in which an app is deployed again, where a container looks for changed WARs. */
public interface RedeploymentFaults extends FaultContract {

  @Test
  @EveryBuild
  @Fault(
      id = "X10",
      title = "redeployment after redeployment",
      target =
          "no line of the leak detector; at most 2 loaders of the app (WildFly, which has others:"
              + " at most 1 more); metaspace at most 5 % more; threads back; files at most 5 more")
  default void redeploymentAfterRedeployment(Figures figures) throws Exception {
    assumeRedeployment();
    figures.reduced("no Python app: compat-tests/python redeploys that");
    int times = figures.size(50, 15, "redeployments");
    boolean wildfly = container().container().recipe().equals("wildfly");
    try (ServerProcess server = container().start(Map.of("/again", app()))) {
      Redeployments redeployments = new Redeployments(server, at(server, "/again"), "/again");
      redeployments.run(times / 5);
      LiveProcess before = LiveProcess.of(server.pid());
      Threads threads = Threads.of(server);
      redeployments.run(times - times / 5);
      LiveProcess after = LiveProcess.of(server.pid());

      List<String> leaks = LiveProcess.leaks(server.log());
      figures.add(leaks.size() + " leak lines" + example(leaks), leaks.isEmpty());
      figures.add(
          "loaders " + before.appLoaders() + ", then " + after.appLoaders(),
          after.appLoaders() <= (wildfly ? before.appLoaders() + 1 : 2));
      double metaspace = 100.0 * after.metaspaceBytes() / before.metaspaceBytes() - 100;
      figures.add(
          String.format(
              Locale.ROOT, "metaspace %.1f MB %+.1f %%", before.metaspaceBytes() / 1e6, metaspace),
          metaspace <= 5);
      threads.compare(Threads.of(server), 1, figures);
      figures.add(
          "files " + before.files() + ", then " + after.files(),
          after.files() <= before.files() + 5);
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X11",
      title = "5 redeployments under 32 clients",
      target =
          "right answers, 404 and 503 only; no class that cannot be loaded; requests in flight end")
  default void redeploymentsUnderLoad(Figures figures) throws Exception {
    assumeRedeployment();
    int times = 5;
    try (ServerProcess server = container().start(Map.of("/again", app()))) {
      Caller caller = at(server, "/again");
      Redeployments redeployments = new Redeployments(server, caller, "/again");
      int inFlight = 0;
      int whole = 0;
      Map<String, Integer> answers;
      try (RestlessClients clients = new RestlessClients(caller, 32)) {
        for (int i = 0; i < times; i++) {
          RequestAtRedeployment request = RequestAtRedeployment.by(redeployments, caller);
          inFlight += request.inFlight() ? 1 : 0;
          whole += request.whole() ? 1 : 0;
        }
        answers = clients.stop();
      }
      Map<String, Integer> unsound = new TreeMap<>(answers);
      unsound.keySet().removeAll(Set.of(RestlessClients.RIGHT, "404", "503"));
      figures.add(
          "answers " + answers, unsound.isEmpty() && answers.containsKey(RestlessClients.RIGHT));
      List<String> unloaded =
          server
              .log()
              .lines()
              .filter(line -> line.matches(".*(NoClassDefFound|ClassNotFound|Illegal access:).*"))
              .toList();
      figures.add(unloaded.size() + " classes not loaded" + example(unloaded), unloaded.isEmpty());
      figures.add(inFlight + " of " + times + " in flight at the undeployment", inFlight == times);
      figures.add(whole + " of " + times + " requests in flight whole", whole == times);
    }
  }

  /** Leaves bare Undertow out until bridge-servers deploys what changes while it runs. */
  private void assumeRedeployment() {
    Assumptions.assumeTrue(
        redeploys(),
        "our deployer of bare Undertow deploys at the start only; WildFly, which is Undertow,"
            + " redeploys");
  }

  private static String example(List<String> lines) {
    return lines.stream().findFirst().map(line -> " (" + line + ")").orElse("");
  }
}
