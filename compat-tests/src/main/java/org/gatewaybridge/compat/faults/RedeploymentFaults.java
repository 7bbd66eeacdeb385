package org.gatewaybridge.compat.faults;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Redeployments;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Rows in which an app is deployed again, where a container looks for changed WARs. */
public interface RedeploymentFaults extends FaultContract {

  @Test
  @EveryBuild
  @Fault(
      id = "L10",
      title = "redeployment after redeployment",
      target =
          "no line of the leak detector; at most 2 loaders of the app (WildFly, which has others:"
              + " at most 1 more); metaspace at most 5 % more; threads back; files at most 5 more")
  default void redeploymentAfterRedeployment(Figures figures) throws Exception {
    assumeRedeployment();
    figures.reduced("no Python app: compat-tests/python redeploys that");
    int times = figures.size(50, 15, "redeployments");
    try (ServerProcess server = container().start(Map.of("/again", war().war()))) {
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
          after.appLoaders() <= Math.max(2, before.appLoaders() + 1));
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
      id = "L11",
      title = "5 redeployments under 32 clients",
      target =
          "right answers, 404 and 503 only; no class that cannot be loaded; requests in flight end")
  default void redeploymentsUnderLoad(Figures figures) throws Exception {
    assumeRedeployment();
    int times = 5;
    try (ServerProcess server = container().start(Map.of("/again", war().war()))) {
      Caller caller = at(server, "/again");
      Redeployments redeployments = new Redeployments(server, caller, "/again");
      int whole = 0;
      Map<String, Integer> answers;
      try (RestlessClients clients = new RestlessClients(caller, 32)) {
        for (int i = 0; i < times; i++) {
          whole += staysWhole(caller, redeployments) ? 1 : 0;
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
      figures.add(whole + " of " + times + " requests in flight whole", whole == times);
    }
  }

  /** Redeploys while a request is in the app, and says whether its answer is whole. */
  private static boolean staysWhole(Caller caller, Redeployments redeployments) throws Exception {
    RawRequest request =
        caller.unnoted(
            Script.ok().generator().yields("begun").step("wait", "1500").yields(" and ended"));
    try (RawConnection connection = caller.connect()) {
      ResponseReader reader = connection.send(request).begin(request);
      reader.read("begun".length());
      redeployments.run(1);
      var answer = reader.rest();
      return answer.complete() && answer.text().equals("begun and ended");
    }
  }

  private void assumeRedeployment() {
    Assumptions.assumeFalse(
        container().id().startsWith("undertow"),
        "our deployer of bare Undertow deploys at the start only; WildFly, which is Undertow,"
            + " redeploys");
  }

  private static String example(List<String> lines) {
    return lines.stream().findFirst().map(line -> " (" + line + ")").orElse("");
  }
}
