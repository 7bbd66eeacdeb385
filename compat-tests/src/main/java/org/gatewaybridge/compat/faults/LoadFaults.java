package org.gatewaybridge.compat.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** Rows in which nothing is wrong but the number of requests. */
public interface LoadFaults extends FaultContract {

  @Test
  @EveryBuild
  @Fault(
      id = "L01",
      title = "200,000 times hello by 64 keep-alive clients, beside a bare servlet",
      target =
          "all right; requests/s at least 0.85 of the servlet's, p99 at most twice its; heap at"
              + " most 2 MB more, threads back")
  default void steadyLoad(Figures figures) throws Exception {
    int rounds = 5;
    int requests = figures.size(200_000, 40_000, "requests") / rounds;
    WarVariant war = war();
    Map<String, Path> wars =
        Map.of(
            "/bridge", war.withApp("org.gatewaybridge.compat.app.HelloApp"),
            "/servlet", war.withServlet("org.gatewaybridge.compat.front.HelloServlet"));
    // The containers of the suite do without the compiler that a server has.
    try (ServerProcess server =
        container().start(wars, Map.of(), List.of("-XX:TieredStopAtLevel=4"))) {
      Load bridge = hello(at(server, "/bridge"));
      Load servlet = hello(at(server, "/servlet"));
      bridge.send(requests);
      servlet.send(requests);
      LiveProcess before = LiveProcess.of(server.pid());
      Threads threads = Threads.of(server);
      List<Load.Tally> ofBridge = new ArrayList<>();
      List<Load.Tally> ofServlet = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ofServlet.add(servlet.send(requests));
        ofBridge.add(bridge.send(requests));
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
        caller,
        64,
        caller.get("/World"),
        answer -> answer.code() == 200 && answer.text().equals("Hello from /World\n"));
  }

  /** The median of the rounds' ratios, so that what slowed a whole round counts for neither. */
  private static double ratio(
      List<Load.Tally> of, List<Load.Tally> to, ToDoubleFunction<Load.Tally> figure) {
    return IntStream.range(0, of.size())
        .mapToDouble(i -> figure.applyAsDouble(of.get(i)) / figure.applyAsDouble(to.get(i)))
        .sorted()
        .skip(of.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
