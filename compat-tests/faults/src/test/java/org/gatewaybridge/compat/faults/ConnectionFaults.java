package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows about what connections do between and within requests. */
public interface ConnectionFaults extends FaultContract {
  /** How long the containers keep a connection without a request, in these rows. */
  Duration IDLE = Duration.ofSeconds(40);

  @Test
  @EveryBuild
  @Fault(
      id = "X12",
      title = "5,000 idle keep-alive connections, and 50 requests a second for ten seconds",
      target =
          "all right; heap at most 40 MiB more; no connection left after the container's idle"
              + " time-out")
  default void idleConnections(Figures figures) throws Exception {
    Map<String, String> settings =
        ServerSettings.none().idle(container().container(), IDLE).byName();
    try (ServerProcess server = container().start(Map.of("/ctx", app()), settings)) {
      Caller caller = at(server, "/ctx");
      RawRequest hello = caller.unnoted(Script.ok().list("hello"));
      asked(caller, hello, 100);
      LiveProcess before = LiveProcess.of(server.pid());
      try (IdleConnections idle = new IdleConnections()) {
        idle.open(caller, 5000, hello, "hello");
        figures.add(idle.open() + " idle", idle.open() == 5000);
        double mebibytes =
            (LiveProcess.of(server.pid()).heapBytes() - before.heapBytes()) / 1048576.0;
        figures.add(String.format(Locale.ROOT, "heap %+.1f MiB", mebibytes), mebibytes <= 40);
        int right = asked(caller, hello, 500);
        figures.add((500 - right) + " of 500 requests not right", right == 500);
        figures.add(idle.open() + " idle still", idle.open() == 5000);
        int left = idle.awaitClosed(IDLE.plusSeconds(10));
        figures.add(left + " left after " + IDLE.toSeconds() + " s", left == 0);
      }
    }
  }

  /** Sends so many requests, 50 a second, each on a new connection; counts the right answers. */
  private static int asked(Caller caller, RawRequest hello, int requests) {
    int right = 0;
    Pace pace = new Pace(50);
    for (int i = 0; i < requests; i++) {
      pace.await();
      RawResponse answer = caller.ask(hello);
      right += answer.complete() && answer.text().equals("hello") ? 1 : 0;
    }
    return right;
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X17",
      title = "24 pipelined requests on each of 1,000 connections",
      target = "all right and in order")
  default void pipelinedRequests(Figures figures) throws Exception {
    List<Integer> right = InParallel.all(1000, 32, PATIENCE, n -> pipelined(24));
    long inOrder = right.stream().filter(each -> each == 24).count();
    figures.add(inOrder + " of 1000 connections in order", inOrder == 1000);
  }

  private int pipelined(int requests) {
    List<RawRequest> sent = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      sent.add(gateway().unnoted(Script.ok().list("answer " + i)));
    }
    int right = 0;
    try (RawConnection connection = gateway().connect()) {
      sent.forEach(connection::send);
      for (int i = 0; i < requests; i++) {
        RawResponse answer = connection.read(sent.get(i));
        right += answer.complete() && answer.text().equals("answer " + i) ? 1 : 0;
      }
    }
    return right;
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X27",
      title = "a network that splits and delays at any byte, and one time in four breaks off",
      target = "the bodies of a network without faults, or none; no error in the log")
  default void faultyNetwork(Figures figures) throws Exception {
    int seeds = figures.size(1000, 400, "seeds");
    int before = errors();
    List<EchoThroughRelay.Outcome> came =
        InParallel.all(seeds, 8, PATIENCE, seed -> new EchoThroughRelay(gateway(), seed).outcome());
    for (EchoThroughRelay.Outcome kind : EchoThroughRelay.Outcome.values()) {
      long count = came.stream().filter(kind::equals).count();
      boolean wanted = kind != EchoThroughRelay.Outcome.WRONG;
      figures.add(count + " " + kind.name().toLowerCase(Locale.ROOT), wanted == count > 0);
    }
    int errors = errors() - before;
    figures.add(errors + " errors logged", errors == 0);
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X28",
      title = "200 clients that close their half before the reply begins",
      target = "200 whole replies")
  default void halfClose(Figures figures) throws Exception {
    Script slow =
        Script.ok().step("wait", "50").generator().yields("a").step("wait", "20").yields(" reply");
    List<Boolean> whole = InParallel.all(200, 10, PATIENCE, n -> isWholeAfterHalfClose(slow));
    long count = whole.stream().filter(each -> each).count();
    figures.add(count + " of 200 whole", count == 200);
  }

  private boolean isWholeAfterHalfClose(Script script) throws IOException {
    RawRequest request = gateway().unnoted(script);
    try (RawConnection connection = gateway().connect()) {
      connection.send(request).endOutput();
      RawResponse answer = connection.read(request);
      return answer.complete() && answer.text().equals("a reply");
    } catch (WireViolation nothing) {
      return false;
    }
  }
}
