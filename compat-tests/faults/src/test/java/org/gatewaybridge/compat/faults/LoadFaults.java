package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.InParallel;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which nothing is wrong but the number of requests. */
public interface LoadFaults extends FaultContract {
  /** So many requests that what is compared afterwards is compiled code. */
  int WARM_UP = 50_000;

  @Test
  @EveryBuild
  @Fault(
      id = "X01",
      title = "200,000 times hello by 64 keep-alive clients, beside a bare servlet",
      target =
          "all right; in the median round requests/s at least 0.85 of the servlet's, p99 at most"
              + " twice its; heap at most 2 MB more; at most 16 workers more than clients, no"
              + " other thread more")
  default void steadyLoad(Figures figures) throws Exception {
    int rounds = 10;
    int requests = figures.size(200_000, 40_000, "requests") / rounds;
    WarVariant war = war();
    Map<String, Path> wars =
        Map.of(
            "/bridge", war.withApp("org.gatewaybridge.compat.app.HelloApp"),
            "/servlet", war.withServlet("org.gatewaybridge.compat.front.HelloServlet"));
    try (ServerProcess server = container().start(wars, Map.of(), AS_A_SERVER)) {
      Load bridge = hello(at(server, "/bridge"));
      Load servlet = hello(at(server, "/servlet"));
      bridge.send(WARM_UP);
      servlet.send(WARM_UP);
      LiveProcess before = LiveProcess.of(server.pid());
      Threads threads = Threads.of(server);
      List<Load.Tally> ofBridge = new ArrayList<>();
      List<Load.Tally> ofServlet = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        // Each goes first in every other round.
        if (round % 2 == 0) {
          ofServlet.add(servlet.send(requests));
        }
        ofBridge.add(bridge.send(requests));
        if (round % 2 == 1) {
          ofServlet.add(servlet.send(requests));
        }
      }
      LiveProcess after = LiveProcess.of(server.pid());
      int wrong = requests * rounds - ofBridge.stream().mapToInt(Load.Tally::right).sum();
      figures.add(wrong + " not right", wrong == 0);
      double rate = ratio(ofBridge, ofServlet, Load.Tally::perSecond);
      figures.add(text("%.2f of the servlet's requests/s", rate), rate >= 0.85);
      double p99 = ratio(ofBridge, ofServlet, tally -> tally.percentileMillis(99));
      figures.add(text("%.2f of its p99", p99), p99 <= 2);
      double grown = (after.heapBytes() - before.heapBytes()) / 1e6;
      figures.add(text("heap %+.2f MB", grown), grown <= 2);
      threads.compare(Threads.of(server), 64, figures);
    }
  }

  private static Load hello(Caller caller) {
    return new Load(
        caller.port(),
        64,
        caller.get("/World"),
        answer -> answer.code() == 200 && answer.text().equals("Hello from /World\n"));
  }

  private static double ratio(
      List<Load.Tally> of, List<Load.Tally> to, ToDoubleFunction<Load.Tally> figure) {
    return Load.median(
        IntStream.range(0, of.size())
            .mapToDouble(i -> figure.applyAsDouble(of.get(i)) / figure.applyAsDouble(to.get(i))));
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X02",
      title = "20,000 echoed bodies of 0 to 1 MiB, by length and in chunks",
      target = "each SHA-256 equal")
  default void mixedBodies(Figures figures) throws Exception {
    int requests = figures.size(20_000, 2_000, "requests");
    long equal =
        InParallel.all(requests, 8, PATIENCE, this::echoes).stream().filter(same -> same).count();
    figures.add(equal + " of " + requests + " equal", equal == requests);
  }

  private boolean echoes(int number) {
    Random random = new Random(number);
    byte[] body = new byte[random.nextInt(1 << 20)];
    random.nextBytes(body);
    RawRequest post = gateway().get("/echo").with("X-App", "body").method("POST");
    RawResponse answer =
        gateway().ask(number % 2 == 0 ? post.body(body) : post.chunked(pieces(body, random)));
    return answer.code() == 200
        && answer.complete()
        && MessageDigest.isEqual(
            LongBody.sha256().digest(body), LongBody.sha256().digest(answer.body()));
  }

  private static String[] pieces(byte[] body, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < body.length; ) {
      int length = Math.min(body.length - from, 1 + random.nextInt(64 << 10));
      pieces.add(new String(body, from, length, ISO_8859_1));
      from += length;
    }
    return pieces.toArray(String[]::new);
  }

  @Test
  @EveryBuild
  @Fault(
      id = "X26",
      title = "64 clients with 10,000 requests each, which look for their own environ and thread",
      target = "none mixed up")
  default void requestsAtOnce(Figures figures) throws Exception {
    int requests = figures.size(10_000, 1_000, "requests for each client");
    int own =
        InParallel.all(64, 64, PATIENCE, n -> own(n, requests)).stream().mapToInt(n -> n).sum();
    figures.add((64 * requests - own) + " of " + 64 * requests + " mixed up", own == 64 * requests);
  }

  /** How many of a client's requests are answered by their own mark and nothing else. */
  private int own(int client, int requests) {
    int own = 0;
    for (int i = 0; i < requests; ) {
      try (RawConnection connection = gateway().connect()) {
        boolean last = false;
        for (; i < requests && !last; i++) {
          String mark = "mark-" + client + "-" + i;
          RawResponse answer = connection.ask(marked(mark));
          boolean right =
              answer.head().first("X-Mark").filter(mark::equals).isPresent()
                  && answer.text().equals((mark + "\n").repeat(3))
                  && answer.complete();
          own += right ? 1 : 0;
          last = answer.head().first("Connection").filter("close"::equalsIgnoreCase).isPresent();
        }
      }
    }
    return own;
  }

  private RawRequest marked(String mark) {
    return gateway().get("/" + mark + "?" + mark).with("X-App", "identity").with("X-Mark", mark);
  }
}
