package org.gatewaybridge.compat.faults;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.gatewaybridge.compat.wire.WireViolation;

/** The app of src/main/python, deployed. */
record AsgiApp(Caller caller) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Returns a variant of the WAR; a test that needs one is skipped where there is no Python. */
  static Path war(Path folder, Map<String, String> parameters) throws IOException {
    Path war = Path.of(System.getProperty("faults.asgi", ""));
    if (!Files.isRegularFile(war)) {
      Needed.here().missing("/usr/bin/python3, for the WAR of an ASGI app");
    }
    return new WarVariant(war, folder).withInitParameters(parameters);
  }

  RawRequest get(String path) {
    return caller.get(path);
  }

  /** Streams with an event each so many milliseconds, whose app looks for their end. */
  List<HeldStream> streams(int count, int everyMillis, Lateness lateness) {
    return streams(count, "/stream?every=" + everyMillis / 1000.0, lateness);
  }

  /** The same, whose app does not look for their end. */
  List<HeldStream> deafStreams(int count, int everyMillis, Lateness lateness) {
    return streams(count, "/stream?deaf=1&every=" + everyMillis / 1000.0, lateness);
  }

  private List<HeldStream> streams(int count, String path, Lateness lateness) {
    RawRequest request = get(path);
    return Stream.generate(() -> new HeldStream(request, lateness)).limit(count).toList();
  }

  /** WebSockets of the app of that name, whose clients answer pings. */
  List<HeldSocket> sockets(int count, String name) {
    RawRequest asking = RawWebSocket.asking(get("/" + name));
    return Stream.generate(() -> new HeldSocket(asking, true)).limit(count).toList();
  }

  /** What one worker says that it holds. */
  record Facts(Map<String, Long> byName) {
    long of(String name) {
      return byName.getOrDefault(name, -1L);
    }
  }

  /** Asks so many workers, each of which serves one of as many requests at once; by their pid. */
  Map<Long, Facts> workers(int count) throws Exception {
    Map<Long, Facts> found = new TreeMap<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (found.size() < count && System.nanoTime() < end) {
      found.clear();
      for (Facts facts : InParallel.all(count, count, PATIENCE, n -> facts(200))) {
        found.put(facts.of("pid"), facts);
      }
      found.remove(-1L);
    }
    return found;
  }

  private Facts facts(int waitMillis) {
    try {
      RawResponse answer = caller.ask(get("/facts?wait=" + waitMillis / 1000.0));
      return new Facts(
          answer
              .text()
              .lines()
              .map(line -> line.split("=", 2))
              .filter(pair -> pair.length == 2 && pair[1].matches("\\d+"))
              .collect(toMap(pair -> pair[0], pair -> Long.parseLong(pair[1]))));
    } catch (WireViolation | java.io.UncheckedIOException none) {
      return new Facts(Map.of());
    }
  }

  /** Adds up one figure of all workers. */
  static long sum(Map<Long, Facts> workers, String name) {
    return workers.values().stream().mapToLong(facts -> facts.of(name)).sum();
  }

  /** A load of the app's shortest answer. */
  Load hello(int clients) {
    return new Load(
        caller.port(),
        clients,
        get("/hello"),
        answer -> answer.code() == 200 && answer.text().equals("hello"));
  }
}
