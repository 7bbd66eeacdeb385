package org.gatewaybridge.compat.faults;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which a worker of an asynchronous app dies, or its app does not let go. */
public interface AsyncWorkerFaults extends AsyncFaultContract {
  int TIMEOUT_SECONDS = 3;
  int GRACEFUL_SECONDS = 4;

  @Test
  @EveryBuild
  @Fault(
      id = "X29",
      title = "a worker of two is killed under 100 event streams and 100 WebSockets",
      target =
          "its streams are cut, its WebSockets closed with 1011 or lost (1006), within 5 s; the"
              + " others go on; a new worker within 10 s")
  default void workerIsKilled(Figures figures) throws Exception {
    int each = 100;
    try (ServerProcess server = server(250, Map.of(ASGI, asgi("gateway.python.workers", "2")));
        HeldClients clients = new HeldClients()) {
      AsgiApp app = asgiOn(server);
      List<HeldStream> streams = app.streams(each, 250, new Lateness());
      List<HeldSocket> sockets = app.sockets(each, "echo");
      clients.open(app.caller(), streams);
      clients.open(app.caller(), sockets);
      List<HeldClient> all = new ArrayList<>(streams);
      all.addAll(sockets);
      long begun = HeldClients.await(all, A_WHILE, client -> client.events() > 0);
      figures.add(begun + " of " + all.size() + " begun", begun == all.size());
      long victim = streams.get(0).worker();

      ProcessHandle.of(victim).orElseThrow().destroyForcibly();
      List<HeldClient> hit = all.stream().filter(client -> client.worker() == victim).toList();
      long ended = HeldClients.await(hit, Duration.ofSeconds(5), client -> !client.isOpen());
      figures.add(ended + " of its " + hit.size() + " ended", ended == hit.size());
      Map<String, Integer> ofStreams = HeldClients.ends(ofVictim(streams, victim));
      figures.add("streams " + ofStreams, ofStreams.keySet().equals(Set.of("cut")));
      Map<String, Integer> ofSockets = HeldClients.ends(ofVictim(sockets, victim));
      figures.add(
          "WebSockets " + ofSockets, Set.of("1006", "1011").containsAll(ofSockets.keySet()));

      List<HeldClient> spared = all.stream().filter(client -> client.worker() != victim).toList();
      Map<HeldClient, Integer> before = new HashMap<>();
      spared.forEach(client -> before.put(client, client.events()));
      clients.send(spared.stream().filter(HeldSocket.class::isInstance).toList(), "on");
      long going =
          HeldClients.await(
              spared, A_WHILE, client -> client.events() > before.getOrDefault(client, 0));
      figures.add(
          going + " of " + spared.size() + " others go on",
          going == spared.size() && !spared.isEmpty());
      replaced(app, all, figures);
    }
  }

  private static <T extends HeldClient> Stream<T> ofVictim(List<T> clients, long victim) {
    return clients.stream().filter(client -> client.worker() == victim);
  }

  /** Waits until a worker answers that has served none of these clients. */
  private static void replaced(AsgiApp app, List<HeldClient> clients, Figures figures)
      throws Exception {
    long begun = System.nanoTime();
    Set<Long> old = clients.stream().map(HeldClient::worker).collect(toSet());
    long another =
        Until.holds(
            A_WHILE,
            () -> app.workers(1).keySet().stream().filter(pid -> !old.contains(pid)).count(),
            n -> n == 1);
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures.add(
        String.format(
            Locale.ROOT, "%s after %.1f s", another == 1 ? "a new worker" : "none new", seconds),
        another == 1 && seconds <= 10);
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X30",
      title = "a request blocks its worker's event loop (time.sleep), gateway.timeout 3 s",
      target =
          "504 within 6 s; its stack in the log; the worker replaced; each request of 8 other"
              + " clients right, p90 as usual (what the blocked worker has not read is sent again)")
  default void loopIsBlocked(Figures figures) throws Exception {
    String timeout = String.valueOf(TIMEOUT_SECONDS);
    try (ServerProcess server =
        server(
            250, Map.of(ASGI, asgi("gateway.python.workers", "2", "gateway.timeout", timeout)))) {
      AsgiApp app = asgiOn(server);
      Bystanders others = Bystanders.of("others", app.hello(8), 100);
      Set<Long> before = app.workers(2).keySet();
      ExecutorService clients = Executors.newSingleThreadExecutor();
      try {
        long begun = System.nanoTime();
        Future<RawResponse> blocked =
            clients.submit(() -> app.caller().ask(app.get("/block?seconds=60")));
        others.ask(100 * (TIMEOUT_SECONDS + 2), figures);
        RawResponse answer = blocked.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        figures.add(
            String.format(Locale.ROOT, "%d after %.1f s", answer.code(), seconds),
            answer.code() == 504 && seconds <= 2 * TIMEOUT_SECONDS);
      } finally {
        clients.shutdownNow();
      }
      String log = server.awaitLog("The event loop of worker");
      boolean stacks = log.contains("in block") && log.contains("faults_app.py");
      figures.add(stacks ? "its stack in the log" : "no stack in the log", stacks);
      Set<Long> after = Set.copyOf(app.workers(2).keySet());
      long kept = after.stream().filter(before::contains).count();
      figures.add(
          after.size() + " workers, " + kept + " of them as before",
          after.size() == 2 && kept == 1);
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X31",
      title = "10 streams and 10 WebSockets whose app ignores that its client is gone, and cancel",
      target =
          "cancelled once each, after gateway.python.disconnect-grace (1 s); others right, p90"
              + " as usual; the worker's retirement and the server's end take at most"
              + " gateway.graceful-timeout (4 s) and 10 s")
  default void tasksIgnoreTheirCancellation(Figures figures) throws Exception {
    int each = 10;
    String patience = String.valueOf(GRACEFUL_SECONDS);
    Map<String, String> settings =
        ServerSettings.none().gracefulEnd(container().container()).byName();
    var war =
        asgi(
            "gateway.python.workers", "1",
            "gateway.python.disconnect-grace", "1",
            "gateway.python.max-requests", "2000",
            "gateway.graceful-timeout", patience);
    try (ServerProcess server = container().start(Map.of(ASGI, war), settings);
        HeldClients clients = new HeldClients()) {
      AsgiApp app = asgiOn(server);
      Bystanders others = Bystanders.of("others", app.hello(4), 100);
      long worker = leave(app, clients, each);
      long cancelled =
          Until.holds(
              Duration.ofSeconds(10),
              () -> AsgiApp.sum(app.workers(1), "cancelled"),
              n -> n >= 2L * each);
      figures.add(cancelled + " cancelled", cancelled == 2L * each);
      others.ask(300, figures);
      app.hello(4).send(1_000); // the last ones that this worker takes
      long retired = System.nanoTime();
      ProcessHandle process = ProcessHandle.of(worker).orElseThrow();
      long alive = Until.holds(A_WHILE, () -> process.isAlive() ? 1 : 0, n -> n == 0);
      double seconds = (System.nanoTime() - retired) / 1e9;
      figures.add(
          String.format(
              Locale.ROOT, "%s after %.1f s", alive == 0 ? "retired" : "not retired", seconds),
          alive == 0 && seconds <= GRACEFUL_SECONDS + 10);

      long next = leave(app, clients, each);
      Stop.bySigterm(server).within(ownWait() + GRACEFUL_SECONDS + 10, "ended", figures);
      boolean orphan = ProcessHandle.of(next).filter(ProcessHandle::isAlive).isPresent();
      figures.add(orphan ? "a worker left" : "no worker left", !orphan);
    }
  }

  /** How long a container waits by itself for requests before it ends an app. */
  private int ownWait() {
    return container().id().startsWith("undertow") ? 30 : 0;
  }

  /** Has clients of apps that never end go away; returns the process of these apps. */
  private static long leave(AsgiApp app, HeldClients clients, int each) throws Exception {
    List<HeldClient> stubborn = new ArrayList<>(app.sockets(each, "stubborn"));
    for (int i = 0; i < each; i++) {
      stubborn.add(new HeldStream(app.get("/stubborn"), new Lateness()));
    }
    clients.open(app.caller(), stubborn);
    HeldClients.await(stubborn, A_WHILE, client -> client.events() > 0);
    for (HeldClient client : stubborn) {
      clients.vanish(client, true);
    }
    return stubborn.get(0).worker();
  }
}
