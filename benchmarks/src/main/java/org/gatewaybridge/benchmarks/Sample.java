package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gatewaybridge.benchmarks.Results.Spread;

/** What one load of some seconds found; the CPU time is that of the whole server process. */
record Sample(
    double requestsPerSecond,
    double p50Millis,
    double p99Millis,
    double cpuSecondsPerMillion,
    double bytesPerRequest,
    long errors) {

  /** Loads an address. */
  static Sample of(Wrk wrk, BenchmarkServer server, ServerBeans beans, URI address, int seconds)
      throws IOException, InterruptedException {
    double cpu = server.cpuSeconds();
    long bytes = beans.allocatedBytes();
    Wrk.Facts facts = wrk.tryRun(address, seconds);
    double requests = Math.max(1, facts.requests());
    return new Sample(
        facts.requestsPerSecond(),
        facts.p50() / 1e3,
        facts.p99() / 1e3,
        (server.cpuSeconds() - cpu) * 1e6 / requests,
        (beans.allocatedBytes() - bytes) / requests,
        facts.errors());
  }

  static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Spread.of(samples.stream().mapToDouble(figure).toArray());
  }

  /** Compares round by round, so that what slowed a whole round counts for neither. */
  static Spread ratio(List<Sample> of, List<Sample> to, ToDoubleFunction<Sample> figure) {
    return Spread.of(
        IntStream.range(0, of.size())
            .mapToDouble(i -> figure.applyAsDouble(of.get(i)) / figure.applyAsDouble(to.get(i)))
            .toArray());
  }
}
