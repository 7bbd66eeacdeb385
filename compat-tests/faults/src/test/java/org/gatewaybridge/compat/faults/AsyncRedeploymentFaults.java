package org.gatewaybridge.compat.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Redeployments;
import org.gatewaybridge.compat.suite.ReplacedWar;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The row in which apps are deployed again while streams and WebSockets are open. */
public interface AsyncRedeploymentFaults extends AsyncFaultContract {
  int PATIENCE_SECONDS = 3;

  /** How long old workers may live, where the new ones are started first. */
  Duration OF_THE_OLD = Duration.ofSeconds(PATIENCE_SECONDS + 5);

  /** How long a container may wait by itself, and take to deploy a WAR. */
  int OWN_SECONDS = 10;

  @Test
  @EveryBuild
  @Fault(
      id = "X34",
      title = "20 redeployments under event streams, and WebSockets of an ASGI and a Java app",
      target =
          "WebSockets 1001 or 1012; a stream whose app looks for its end whole, another cut; from"
              + " the first end to the next answer at most gateway.graceful-timeout (3 s) and 10 s;"
              + " no orphan process, no leak line; at most 2 loaders of an app; threads back; files"
              + " at most 5 more")
  default void redeploymentsUnderStreams(Figures figures) throws Exception {
    Assumptions.assumeTrue(
        redeploys(), "our deployer of bare Undertow deploys at the start only; WildFly redeploys");
    int times = figures.size(20, 3, "redeployments");
    String patience = String.valueOf(PATIENCE_SECONDS);
    Map<String, Path> wars =
        Map.of(
            ASGI,
            asgi("gateway.python.workers", "2", "gateway.graceful-timeout", patience),
            JAVA,
            java("gateway.graceful-timeout", patience));
    try (ServerProcess server = server(250, wars)) {
      Rounds rounds = new Rounds(asgiOn(server), at(server, JAVA), server);
      rounds.run(1 + times / 5);
      LiveProcess before = LiveProcess.of(server.pid());
      Threads threads = Threads.of(server);
      long processes = processes(server);
      rounds.run(times);
      rounds.addTo(figures);
      long now = Until.holds(A_WHILE, () -> processes(server), n -> n <= processes);
      figures.add("processes " + processes + ", then " + now, now <= processes);
      List<String> leaks = LiveProcess.leaks(server.log());
      figures.add(leaks.size() + " leak lines " + String.join("; ", leaks), leaks.isEmpty());
      long most = container().container().recipe().equals("wildfly") ? before.appLoaders() + 2 : 4;
      long loaders =
          Until.holds(A_WHILE, () -> LiveProcess.of(server.pid()).appLoaders(), n -> n <= most);
      figures.add("loaders " + before.appLoaders() + ", then " + loaders, loaders <= most);
      LiveProcess after = LiveProcess.of(server.pid());
      threads.compare(threads.settled(server, A_WHILE), 40, figures);
      figures.add(
          "files " + before.files() + ", then " + after.files(),
          after.files() <= before.files() + 5);
    }
  }

  private static long processes(ServerProcess server) {
    return ProcessHandle.of(server.pid()).orElseThrow().descendants().count();
  }

  /** Redeployments of both apps, each under streams and sockets, and how these ended. */
  final class Rounds {
    private final AsgiApp asgi;
    private final Caller java;
    private final ReplacedWar war;
    private final Redeployments ofJava;
    private final Map<String, Integer> sockets = new TreeMap<>();
    private final Map<String, Integer> streams = new TreeMap<>();
    private final Map<String, Integer> deaf = new TreeMap<>();
    private double longest;
    private long orphans;

    Rounds(AsgiApp asgi, Caller java, ServerProcess server) {
      this.asgi = asgi;
      this.java = java;
      war = new ReplacedWar(server, ASGI);
      ofJava = new Redeployments(server, java, JAVA);
    }

    void run(int times) throws Exception {
      for (int i = 0; i < times; i++) {
        once();
      }
    }

    private void once() throws Exception {
      int each = 10;
      try (HeldClients clients = new HeldClients()) {
        List<HeldStream> listening = asgi.streams(each, 100, new Lateness());
        List<HeldStream> notListening = asgi.deafStreams(each, 100, new Lateness());
        List<HeldSocket> open = new ArrayList<>(asgi.sockets(each, "echo"));
        RawRequest talk = java.asking(Script.accept().step("send", "begun").echo());
        for (int i = 0; i < each; i++) {
          open.add(new HeldSocket(talk.without("X-Req-Id"), true));
        }
        List<HeldClient> all = new ArrayList<>(listening);
        all.addAll(notListening);
        all.addAll(open);
        clients.open(asgi.caller(), all);
        HeldClients.await(all, A_WHILE, client -> client.events() > 0);
        long answered = redeploy();
        HeldClients.await(all, Duration.ofSeconds(5), client -> !client.isOpen());
        long first =
            all.stream()
                .filter(client -> !client.isOpen())
                .mapToLong(HeldClient::endedAt)
                .min()
                .orElse(answered);
        longest = Math.max(longest, (answered - first) / 1e9);
        add(sockets, HeldClients.ends(open.stream()));
        add(streams, HeldClients.ends(listening.stream()));
        add(deaf, HeldClients.ends(notListening.stream()));
      }
    }

    private static void add(Map<String, Integer> all, Map<String, Integer> more) {
      more.forEach((end, count) -> all.merge(end, count, Integer::sum));
    }

    /** Deploys both again; returns when both have answered. */
    private long redeploy() throws Exception {
      Set<Long> old = asgi.workers(2).keySet();
      war.replace();
      ofJava.run(1);
      Until.holds(
          A_WHILE,
          () -> asgi.workers(2).keySet().stream().filter(pid -> !old.contains(pid)).count(),
          n -> n == 2);
      long answered = System.nanoTime();
      orphans += Until.holds(OF_THE_OLD, () -> alive(old), n -> n == 0);
      return answered;
    }

    private static long alive(Set<Long> processes) {
      return processes.stream()
          .filter(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
          .count();
    }

    void addTo(Figures figures) {
      figures.add("WebSockets " + sockets, Set.of("1001", "1012").containsAll(sockets.keySet()));
      figures.add("streams " + streams, streams.keySet().equals(Set.of("whole")));
      figures.add("deaf ones " + deaf, deaf.keySet().equals(Set.of("cut")));
      figures.add(
          String.format(Locale.ROOT, "at most %.1f s each", longest),
          longest <= PATIENCE_SECONDS + OWN_SECONDS);
      figures.add(orphans + " orphans", orphans == 0);
    }
  }
}
