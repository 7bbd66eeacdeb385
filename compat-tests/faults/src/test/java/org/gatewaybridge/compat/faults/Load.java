package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/**
 * Clients that send one request after another, each on a connection that it keeps. No request is
 * sent twice, so that nothing is hidden.
 *
 * @param right what an answer must be
 * @param perSecond how many requests a second all clients send together, whether or not answers
 *     come; 0 for as many as they can. An answer's time counts from when its request was due.
 */
record Load(
    int port, int clients, RawRequest request, Predicate<RawResponse> right, int perSecond) {

  Load(int port, int clients, RawRequest request, Predicate<RawResponse> right) {
    this(port, clients, request, right, 0);
  }

  /** Clients of the compat app that ask for next to nothing. */
  static Load fine(Caller caller, int clients) {
    RawRequest request =
        caller
            .get("/fine")
            .with("X-App", "script")
            .with("X-Script", Script.ok().list("fine").encoded());
    return new Load(
        caller.port(),
        clients,
        request,
        answer -> answer.code() == 200 && answer.text().equals("fine"));
  }

  Load at(int requestsPerSecond) {
    return new Load(port, clients, request, right, requestsPerSecond);
  }

  /**
   * What came of it.
   *
   * @param wrong whole answers that are not right
   * @param broken requests that got no whole answer, or no connection
   * @param faults a sentence for each client's first fault
   * @param nanos how long each right answer took, sorted
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Tally(int right, int wrong, int broken, List<String> faults, Duration took, long[] nanos) {

    double perSecond() {
      return right * 1e9 / took.toNanos();
    }

    /** Returns within how many milliseconds so many of a hundred right answers came. */
    double percentileMillis(double percent) {
      return nanos.length == 0
          ? Double.POSITIVE_INFINITY
          : nanos[(int) Math.min(nanos.length - 1, nanos.length * percent / 100)] / 1e6;
    }

    /** Returns what was not right, with an example. */
    String notRight() {
      return (wrong + broken)
          + " not right"
          + faults.stream().findFirst().map(fault -> " (" + fault + ")").orElse("");
    }
  }

  /** The middle one, so that what slowed a whole round counts for nothing. */
  static double median(DoubleStream ofRounds) {
    double[] sorted = ofRounds.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Sends all requests, and returns when each connection is closed. */
  Tally send(int requests) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      long begun = System.nanoTime();
      List<Future<Client>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int share = requests / clients + (i < requests % clients ? 1 : 0);
        long first = begun + due(i);
        running.add(pool.submit(() -> new Client(share, first).run()));
      }
      List<Client> all = new ArrayList<>();
      for (Future<Client> client : running) {
        all.add(client.get());
      }
      return tally(all, Duration.ofNanos(System.nanoTime() - begun));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Returns after how many nanoseconds a request is due, by its number. */
  private long due(int number) {
    return perSecond == 0 ? 0 : number * 1_000_000_000L / perSecond;
  }

  private static Tally tally(List<Client> clients, Duration took) {
    long[] nanos =
        clients.stream()
            .flatMapToLong(client -> Arrays.stream(client.nanos, 0, client.rightOnes))
            .sorted()
            .toArray();
    return new Tally(
        nanos.length,
        clients.stream().mapToInt(client -> client.wrong).sum(),
        clients.stream().mapToInt(client -> client.broken).sum(),
        clients.stream().flatMap(client -> client.faults.stream()).toList(),
        took,
        nanos);
  }

  private final class Client {
    private final long[] nanos;
    private final long first;
    private final List<String> faults = new ArrayList<>();
    private int sent;
    private int rightOnes;
    private int wrong;
    private int broken;

    Client(int share, long first) {
      nanos = new long[share];
      this.first = first;
    }

    Client run() {
      while (sent < nanos.length) {
        int before = sent;
        try (RawConnection connection = RawConnection.open("127.0.0.1", port)) {
          while (sent < nanos.length && exchange(connection)) {}
        } catch (WireViolation | IOException e) {
          sent = Math.max(sent, before + 1); // a refused connection is a request too
          broken++;
          fault(String.valueOf(e.getMessage()));
        }
      }
      return this;
    }

    /** Asks once, and says whether the connection may be used again. */
    private boolean exchange(RawConnection connection) {
      long begun = begin();
      sent++;
      RawResponse answer = connection.ask(request);
      if (!answer.complete()) {
        broken++;
        fault(answer.toString());
        return false;
      }
      if (right.test(answer)) {
        nanos[rightOnes++] = System.nanoTime() - begun;
      } else {
        wrong++;
        fault(answer.toString());
      }
      return answer.head().first("Connection").filter("close"::equalsIgnoreCase).isEmpty();
    }

    /** Waits until the next request is due, and says when it was. */
    private long begin() {
      if (perSecond == 0) {
        return System.nanoTime();
      }
      long due = first + due(sent * clients);
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      return due;
    }

    private void fault(String what) {
      if (faults.isEmpty()) {
        faults.add("request " + sent + ": " + what.replaceAll("\\s+", " "));
      }
    }
  }
}
