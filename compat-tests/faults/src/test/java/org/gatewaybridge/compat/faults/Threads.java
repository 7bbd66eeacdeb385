package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.containers.ServerProcess;

/** The names of a server's threads. */
record Threads(List<String> names) {
  /** A pool makes some more while others are about to be free. */
  private static final int SPARE_WORKERS = 16;

  private static final Pattern WORKER =
      Pattern.compile("http-nio-.*-exec-\\d+|qtp.*|XNIO-\\d+ task-\\d+|default task-\\d+");

  /** Of the JDK: one for each process that it has started. */
  private static final String REAPER = "process reaper.*";

  /** WildFly deploys by these, and keeps them for a while. */
  private static final String DEPLOYER = "ServerService Thread Pool -- \\d+";

  static Threads of(ServerProcess server) throws IOException {
    return new Threads(LiveProcess.threadNames(server.pid()));
  }

  /**
   * Adds the figures of a later look. A container's pool keeps its workers for long, so that these
   * are counted; of any other kind of thread there must be none more.
   */
  void compare(Threads later, int clients, Figures figures) {
    long workers = later.names.stream().filter(WORKER.asMatchPredicate()).count();
    List<String> more = more(later);
    figures.add(
        workers + " workers for " + clients + " clients", workers <= clients + SPARE_WORKERS);
    figures.add(
        more.isEmpty() ? "no other thread more" : "other threads more: " + more, more.isEmpty());
  }

  private List<String> more(Threads later) {
    List<String> more = new ArrayList<>(later.others());
    others().forEach(more::remove);
    return more;
  }

  /** Adds whether a later look misses a thread; no pool lets an idle worker end so soon. */
  void noneMissing(Threads later, Figures figures) {
    List<String> dead = new ArrayList<>(names);
    dead.removeIf(name -> name.matches(DEPLOYER));
    later.names.forEach(dead::remove);
    figures.add(dead.isEmpty() ? "no thread dead" : "dead: " + dead, dead.isEmpty());
  }

  private List<String> others() {
    return names.stream()
        .filter(WORKER.asMatchPredicate().negate())
        .filter(name -> !name.matches(DEPLOYER) && !name.matches(REAPER))
        .toList();
  }

  /** Looks until there is no other thread more, since some pools keep theirs for a while. */
  Threads settled(ServerProcess server, Duration atMost) throws Exception {
    Until.holds(atMost, () -> more(of(server)).size(), n -> n == 0);
    return of(server);
  }
}
