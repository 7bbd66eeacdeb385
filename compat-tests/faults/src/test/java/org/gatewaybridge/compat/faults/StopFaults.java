package org.gatewaybridge.compat.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which a server is told to end while it is at work. */
public interface StopFaults extends FaultContract {

  @Test
  @EveryBuild
  @Fault(
      id = "X13",
      title = "SIGTERM with 200 requests in flight that take 3 to 8 s",
      target =
          "200 whole; new requests refused or answered 503; ended within 12 s, within 1 s by a"
              + " second SIGTERM")
  default void sigtermWithRequestsInFlight(Figures figures) throws Exception {
    int requests = 200;
    figures.reduced(
        "3 to 8 s, not 1 to 8 s: so they are in flight together; 20 may end before the signal");
    try (ServerProcess server = container().start(Map.of("/ctx", app()), forStops())) {
      Caller caller = at(server, "/ctx");
      Load.fine(caller, 8).send(2_000); // a server that has just begun is slow by itself
      ExecutorService clients = Executors.newFixedThreadPool(requests);
      try {
        List<SlowRequest> inFlight = new ArrayList<>();
        List<Future<Boolean>> whole = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
          SlowRequest slow = new SlowRequest(caller, 3000 + 5000L * i / requests, i % 2 == 0);
          inFlight.add(slow);
          whole.add(clients.submit(slow::isAnsweredWhole));
        }
        InParallel.all(requests, 8, number -> inFlight.get(number).awaitApp());
        long answered = whole.stream().filter(Future::isDone).count();
        Stop stop = Stop.bySigterm(server);
        figures.add((requests - answered) + " in flight", answered <= requests / 10);
        String refusal = stop.awaitDraining(caller);
        figures.add("a new request " + refusal, refusal.matches("refused|503"));
        int count = 0;
        for (Future<Boolean> each : whole) {
          count += each.get() ? 1 : 0;
        }
        figures.add(count + " of " + requests + " whole", count == requests);
        stop.within(12, "ended", figures);
      } finally {
        clients.shutdownNow();
      }
    }
    secondSigterm(figures);
  }

  /** Asks twice for the end of a server that has a request. */
  private void secondSigterm(Figures figures) throws Exception {
    try (ServerProcess server = container().start(Map.of("/ctx", app()), forStops())) {
      Caller caller = at(server, "/ctx");
      try (RawConnection connection = caller.connect()) {
        RawRequest slow =
            caller.unnoted(Script.ok().generator().yields("begun").step("wait", "8000"));
        connection.send(slow).begin(slow).read("begun".length());
        Stop.bySigterm(server).awaitDraining(caller);
        Stop.bySigterm(server).within(1, "a second SIGTERM: ended", figures);
      }
    }
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X28",
      title = "SIGTERM in the middle of an upload whose rest comes, and of one whose rest does not",
      target =
          "the first is answered right; the second never; ended within 5 s after what the server"
              + " waits by itself (Undertow's 30 s) and gateway.graceful-timeout")
  default void sigtermDuringUpload(Figures figures) throws Exception {
    int patience = 5;
    int own = container().id().startsWith("undertow") ? 30 : 0;
    var impatient = war().withInitParameter("gateway.graceful-timeout", String.valueOf(patience));
    try (ServerProcess server = container().start(Map.of("/ctx", impatient), forStops())) {
      Caller caller = at(server, "/ctx");
      byte[] body = new byte[1 << 20];
      RawRequest upload = caller.app("digest").method("POST").body(body);
      byte[] bytes = upload.bytes();
      RawRequest endless = caller.app("digest").method("POST").body(body);
      byte[] part = Arrays.copyOf(endless.bytes(), body.length / 2);
      try (RawConnection whole = caller.connect();
          RawConnection half = caller.connect()) {
        whole.send(Arrays.copyOf(bytes, bytes.length / 2));
        half.send(part);
        caller.ledger(upload).await("call");
        caller.ledger(endless).await("call");
        Stop stop = Stop.bySigterm(server);
        String refusal = stop.awaitDraining(caller);
        figures.add("a new request " + refusal, refusal.matches("refused|503"));
        whole.send(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
        RawResponse answer = whole.read(upload);
        String text = body.length + " " + new LongBody(1, body.length).digest();
        boolean right = answer.code() == 200 && answer.complete() && answer.text().equals(text);
        figures.add(right ? "the first right" : "the first " + answer, right);
        stop.within(own + patience + 5, "ended", figures);
        boolean answered = !half.ended() && half.begin(endless).head().code() == 200;
        figures.add(answered ? "the second answered" : "the second not", !answered);
      }
    }
  }

  /** What docs/operate.md says for a graceful end, and threads for all these requests. */
  private Map<String, String> forStops() {
    return ServerSettings.none()
        .threads(container().container(), 250)
        .gracefulEnd(container().container())
        .byName();
  }
}
