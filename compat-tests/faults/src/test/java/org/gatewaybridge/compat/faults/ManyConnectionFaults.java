package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gatewaybridge.compat.Run;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Rows with very many open connections, which need virtual threads. */
public interface ManyConnectionFaults extends AsyncFaultContract {
  int MANY = 10_000;

  /** Files that a server has open besides its connections. */
  int OTHER_FILES = 1_000;

  Duration MINUTE = Duration.ofMinutes(1);
  Duration OPENING = Duration.ofMinutes(5);
  List<String> ROOMY = List.of("-Xmx2g");

  @Test
  @Fault(
      id = "X36",
      title = "10,000 WebSockets of a Java app that are idle for a minute, but for pings (Java 21)",
      target =
          "all open; at most 64 platform threads; each at most 40 KiB of heap more than one of a"
              + " bare endpoint in the same container")
  default void idleSockets(Figures figures) throws Exception {
    assumeVirtualThreads();
    int count = allowed(1, figures);
    String bare = "org.gatewaybridge.compat.front.EchoEndpoint";
    double ofBare = idleSockets(war().withServlet(bare), "/", count, figures, false);
    double ofApp = idleSockets(java("gateway.websocket.ping", "20"), "/", count, figures, true);
    figures.add(
        String.format(Locale.ROOT, "%.1f KiB each, of a bare endpoint %.1f", ofApp, ofBare),
        ofApp - ofBare <= 40);
  }

  /** Opens sockets of one WAR and holds them; returns the KiB of heap that each takes. */
  private double idleSockets(Path war, String path, int count, Figures figures, boolean ofApp)
      throws Exception {
    try (ServerProcess server = many(Map.of(JAVA, war));
        HeldClients clients = new HeldClients()) {
      Caller caller = at(server, JAVA);
      RawRequest asking =
          ofApp
              ? caller.asking(Script.accept().echo()).without("X-Req-Id")
              : RawWebSocket.asking(caller.get(path));
      List<HeldSocket> first = sockets(asking, 100);
      clients.open(caller, first); // classes are loaded
      HeldClients.await(first, A_WHILE, client -> client.code() == 101);
      for (HeldSocket socket : first) {
        clients.vanish(socket, false);
      }
      long before = LiveProcess.of(server.pid()).heapBytes();
      List<HeldSocket> sockets = sockets(asking, count);
      clients.open(caller, sockets);
      HeldClients.await(sockets, OPENING, client -> client.code() == 101);
      double kibibytes = (LiveProcess.of(server.pid()).heapBytes() - before) / 1024.0 / count;
      if (ofApp) {
        long ended =
            Until.holds(
                MINUTE, () -> sockets.stream().filter(s -> !s.isOpen()).count(), n -> n > 0);
        long opened = sockets.stream().filter(s -> s.code() == 101).count();
        long pinged = sockets.stream().filter(s -> s.pings() >= 2).count();
        figures.add(opened - ended + " open after a minute", opened - ended == count);
        figures.add(pinged + " pinged twice", pinged == count);
        int threads = Threads.of(server).names().size();
        figures.add(threads + " platform threads", threads <= 64);
      }
      return kibibytes;
    }
  }

  private static List<HeldSocket> sockets(RawRequest asking, int count) {
    return Stream.generate(() -> new HeldSocket(asking, true)).limit(count).toList();
  }

  @Test
  @Fault(
      id = "X37",
      title = "10,000 event streams of one ASGI app for a minute, an event each 10 s (Java 21)",
      target = "all open; events at most 1 s late (p99); at most 64 platform threads")
  default void manyStreams(Figures figures) throws Exception {
    assumeVirtualThreads();
    int count = allowed(2, figures); // its client, and its worker
    Path war =
        asgi("gateway.python.workers", "2", "gateway.python.concurrency", String.valueOf(count));
    try (ServerProcess server = many(Map.of(ASGI, war));
        HeldClients clients = new HeldClients()) {
      AsgiApp app = asgiOn(server);
      long before = LiveProcess.of(server.pid()).heapBytes();
      Lateness lateness = new Lateness();
      List<HeldStream> streams = app.deafStreams(count, 10_000, lateness);
      clients.open(app.caller(), streams);
      long begun = HeldClients.await(streams, OPENING, client -> client.events() > 0);
      figures.add(begun + " begun", begun == count);
      lateness.reset();
      long ended =
          Until.holds(MINUTE, () -> streams.stream().filter(s -> !s.isOpen()).count(), n -> n > 0);
      figures.add(ended + " ended by themselves", ended == 0);
      long expected = 5L * count;
      figures.add(lateness.events() + " events", lateness.events() >= expected);
      figures.note("p50 " + lateness.percentileMillis(50) + " ms late");
      long p99 = lateness.percentileMillis(99);
      figures.add("p99 " + p99 + " ms late", p99 <= 1_000);
      int threads = Threads.of(server).names().size();
      figures.add(threads + " platform threads", threads <= 64);
      double each = (LiveProcess.of(server.pid()).heapBytes() - before) / 1024.0 / count;
      figures.note(String.format(Locale.ROOT, "%.1f KiB of heap each", each));
    }
  }

  private void assumeVirtualThreads() {
    int feature = Run.ofProperties().feature();
    Assumptions.assumeTrue(
        feature >= 21,
        "Java "
            + feature
            + " has no virtual threads; -Dcompat.java.home names the home of a JDK 21 or newer");
  }

  /** Returns how many connections the limit of open files allows, if each takes so many. */
  private static int allowed(int filesEach, Figures figures) throws IOException {
    int limit =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith("Max open files"))
            .map(line -> line.split(" {2,}", -1)[2])
            .map(hard -> hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard))
            .findFirst()
            .orElseThrow();
    int most = Math.min(MANY, (limit - OTHER_FILES) / filesEach);
    if (most < MANY) {
      figures.reduced(
          String.format(Locale.ROOT, "%,d of %,d, as ulimit -n is %,d", most, MANY, limit));
    }
    return most;
  }

  /** Starts a server that takes as many connections, with few threads. */
  private ServerProcess many(Map<String, Path> wars) {
    var container = container().container();
    Map<String, String> settings =
        new HashMap<>(ServerSettings.none().threads(container, 32).byName());
    if (container.recipe().equals("tomcat")) {
      settings.put("maxConnections", "20000");
    }
    return container().start(wars, settings, ROOMY);
  }
}
