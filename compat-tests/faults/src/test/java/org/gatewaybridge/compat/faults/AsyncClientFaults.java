package org.gatewaybridge.compat.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which clients of event streams and WebSockets vanish, or are slow. */
public interface AsyncClientFaults extends AsyncFaultContract {
  int SLOW_BYTES = 64 << 10;
  int PER_SECOND = 50;

  /** Connections that a worker may open at once, and keeps. */
  int KEPT = 64;

  /** What a gateway must not keep of a request or a WebSocket that has ended. */
  Pattern OF_ONE =
      Pattern.compile(
          "org\\.gatewaybridge\\.(websocket\\.(Open|Blocking)Socket"
              + "|python\\.sockets\\.PythonSocket|python\\.calls\\.Python(Call|Body))");

  @Test
  @EveryBuild
  @Fault(
      id = "X32",
      title =
          "2,000 clients vanish (FIN, RST, silence): half from event streams, a quarter each from"
              + " WebSockets of an ASGI app and of a Java app",
      target =
          "within 30 s: no object of them and no other thread more in the server; no task and no"
              + " thread more in the workers; in both no more files than workers keep connections"
              + " (64 each); 0 ERROR lines")
  default void asyncClientsVanish(Figures figures) throws Exception {
    int count = figures.size(2_000, 200, "clients");
    String most = String.valueOf(count);
    Map<String, Path> wars =
        Map.of(
            ASGI,
            asgi(
                "gateway.python.workers", "2",
                "gateway.python.concurrency", most,
                "gateway.python.disconnect-grace", "1",
                "gateway.websocket.ping", "2"),
            JAVA,
            java("gateway.websocket.threads", most, "gateway.websocket.ping", "2"));
    try (ServerProcess server = server(count / 2 + 100, wars)) {
      AsgiApp app = asgiOn(server);
      Caller java = at(server, JAVA);
      vanish(app, java, count, new Figures()); // threads and connections that are kept are there
      Until.holds(A_WHILE, () -> LiveProcess.instances(server.pid(), OF_ONE), n -> n == 0);
      Map<Long, AsgiApp.Facts> before = app.workers(2);
      Threads threads = Threads.of(server);
      LiveProcess jvm = LiveProcess.of(server.pid());

      vanish(app, java, count, figures);
      long objects =
          Until.holds(A_WHILE, () -> LiveProcess.instances(server.pid(), OF_ONE), n -> n == 0);
      figures.add(objects + " objects of them", objects == 0);
      threads.compare(threads.settled(server, A_WHILE), count, figures);
      long files =
          Until.holds(A_WHILE, () -> LiveProcess.of(server.pid()).files(), n -> n <= jvm.files());
      figures.add("files " + jvm.files() + ", then " + files, files <= jvm.files() + 2 * KEPT);
      for (String what : List.of("tasks", "threads", "files")) {
        long least = AsgiApp.sum(before, what) + (what.equals("files") ? 2 * KEPT : 0);
        long now = Until.holds(A_WHILE, () -> AsgiApp.sum(app.workers(2), what), n -> n <= least);
        long then = AsgiApp.sum(before, what);
        figures.add("workers' " + what + " " + then + ", then " + now, now <= least);
      }
      long errors = errors(server);
      figures.add(errors + " ERROR lines", errors == 0);
    }
  }

  private static long errors(ServerProcess server) {
    return server.log().lines().filter(line -> line.matches(".*\\b(ERROR|SEVERE)\\b.*")).count();
  }

  /** Has clients begin, and go away in three ways; silent ones are given up by their pings. */
  private static void vanish(AsgiApp app, Caller java, int count, Figures figures)
      throws Exception {
    try (HeldClients clients = new HeldClients()) {
      RawRequest ofAsgi = RawWebSocket.asking(app.get("/echo"));
      RawRequest ofJava = java.asking(Script.accept().step("send", "begun").echo());
      List<HeldClient> all = new ArrayList<>(app.streams(count / 2, 500, new Lateness()));
      clients.open(app.caller(), all);
      List<HeldSocket> sockets = new ArrayList<>();
      for (int i = 0; i < count / 4; i++) {
        sockets.add(new HeldSocket(ofAsgi, i % 4 != 0));
        sockets.add(new HeldSocket(ofJava.without("X-Req-Id"), i % 4 != 0));
      }
      clients.open(app.caller(), sockets);
      all.addAll(sockets);
      long begun = HeldClients.await(all, A_WHILE, client -> client.events() > 0);
      figures.add(begun + " of " + all.size() + " begun", begun == all.size());
      List<HeldSocket> silent = sockets.stream().filter(socket -> !socket.answersPings()).toList();
      for (int i = 0; i < all.size(); i++) {
        if (!silent.contains(all.get(i))) {
          clients.vanish(all.get(i), i % 2 == 0);
        }
      }
      long ended = HeldClients.await(silent, A_WHILE, client -> !client.isOpen());
      figures.add(ended + " of " + silent.size() + " silent ones ended", ended == silent.size());
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X33",
      title =
          "120 clients read at 64 KiB/s what never ends: 40 each from streams and WebSockets of an"
              + " ASGI app, and from WebSockets of a Java app",
      target =
          "live heap at most 80 MiB (gateway.python.buffer-memory has 16), each worker at most 32"
              + " MiB more; each slow client has its rate; others right, p90 as usual; afterwards"
              + " no task left")
  default void slowReadersOfSocketsAndStreams(Figures figures) throws Exception {
    int each = 40;
    int seconds = figures.size(120, 12, "seconds of reading");
    Map<String, Path> wars =
        Map.of(
            ASGI,
            asgi(
                "gateway.python.workers", "2",
                "gateway.python.buffer-disk", "64m",
                "gateway.python.disconnect-grace", "1",
                "gateway.graceful-timeout", "3",
                "gateway.websocket.ping", "0"),
            JAVA,
            java("gateway.websocket.ping", "0", "gateway.graceful-timeout", "3"));
    try (ServerProcess server = server(250, wars)) {
      AsgiApp app = asgiOn(server);
      Caller java = at(server, JAVA);
      List<Bystanders> others = others(app, java);
      Map<Long, AsgiApp.Facts> before = app.workers(2);
      RawRequest ofJava = java.asking(Script.accept().step("flood", "1000000"));
      List<RawRequest> requests = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        requests.add(app.get("/flood"));
        requests.add(RawWebSocket.asking(app.get("/flood")));
        requests.add(ofJava.without("X-Req-Id"));
      }
      try (SlowReaders readers = new SlowReaders(requests.size(), SLOW_BYTES)) {
        readers.open(app.caller(), requests);
        Until.holds(Duration.ofSeconds(10), readers::least, bytes -> bytes >= SLOW_BYTES);
        long heap = whileOthersAsk(server, others, seconds, figures);
        figures.add(
            String.format(Locale.ROOT, "live heap %.1f MiB", heap / 1048576.0), heap <= 80 << 20);
        long grown = mostGrown(before, app.workers(2));
        figures.add(
            String.format(Locale.ROOT, "a worker %+.1f MiB", grown / 1048576.0), grown <= 32 << 20);
        long least = readers.least();
        figures.add(
            String.format(Locale.ROOT, "%.1f MiB read by the slowest", least / 1048576.0),
            least >= (seconds - 5L) * SLOW_BYTES);
      }
      long tasks = AsgiApp.sum(before, "tasks");
      long left = Until.holds(A_WHILE, () -> AsgiApp.sum(app.workers(2), "tasks"), n -> n <= tasks);
      figures.add("tasks " + tasks + ", then " + left, left <= tasks);
    }
  }

  private static long mostGrown(Map<Long, AsgiApp.Facts> before, Map<Long, AsgiApp.Facts> after) {
    return after.entrySet().stream()
        .mapToLong(
            worker -> {
              AsgiApp.Facts then = before.get(worker.getKey());
              return then == null ? Long.MAX_VALUE : worker.getValue().of("rss") - then.of("rss");
            })
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private static List<Bystanders> others(AsgiApp app, Caller java) throws Exception {
    return List.of(
        Bystanders.of("others in Python", app.hello(4), PER_SECOND),
        Bystanders.of("others in Java", Load.fine(java, 4), PER_SECOND));
  }

  /** Lets them ask all the time; returns the most live bytes meanwhile. */
  private static long whileOthersAsk(
      ServerProcess server, List<Bystanders> others, int seconds, Figures figures)
      throws Exception {
    int requests = PER_SECOND * seconds;
    ExecutorService clients = Executors.newFixedThreadPool(others.size());
    try {
      List<Future<Load.Tally>> running =
          others.stream().map(each -> clients.submit(() -> each.load().send(requests))).toList();
      long most = 0;
      while (!done(running)) {
        most = Math.max(most, LiveProcess.of(server.pid()).heapBytes());
      }
      for (int i = 0; i < running.size(); i++) {
        others.get(i).judge(running.get(i).get(), requests, figures);
      }
      return most;
    } finally {
      clients.shutdownNow();
    }
  }

  private static boolean done(List<Future<Load.Tally>> running) throws Exception {
    try {
      for (Future<Load.Tally> each : running) {
        each.get(3, TimeUnit.SECONDS);
      }
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X35",
      title =
          "100 WebSocket clients send 400 KiB each to apps that do not receive: half to an ASGI"
              + " app, half to a Java app; the server has 40 threads",
      target = "others right, p90 as usual; each client stopped, none lost")
  default void senderWhomNobodyReceives(Figures figures) throws Exception {
    int each = 50;
    String[] settings = {"gateway.timeout", "60", "gateway.graceful-timeout", "3"};
    Map<String, Path> wars = Map.of(ASGI, asgi(settings), JAVA, java(settings));
    try (ServerProcess server = server(40, wars);
        HeldClients clients = new HeldClients()) {
      AsgiApp app = asgiOn(server);
      Caller java = at(server, JAVA);
      List<Bystanders> others = others(app, java);
      RawRequest deaf = java.asking(Script.accept().step("send", "begun").step("wait", "60000"));
      List<HeldSocket> sockets = new ArrayList<>(app.sockets(each, "deaf"));
      for (int i = 0; i < each; i++) {
        sockets.add(new HeldSocket(deaf.without("X-Req-Id"), true));
      }
      clients.open(app.caller(), sockets);
      long begun = HeldClients.await(sockets, A_WHILE, client -> client.events() > 0);
      figures.add(begun + " of " + sockets.size() + " begun", begun == sockets.size());
      for (HeldSocket socket : sockets) {
        clients.flood(socket, "x".repeat(1024), 400);
      }
      whileOthersAsk(server, others, 5, figures);
      long open = sockets.stream().filter(HeldClient::isOpen).count();
      figures.add(open + " still open", open == sockets.size());
    }
  }
}
