package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A load of so many requests on so many connections at once, each answer compared with what it must
 * be.
 *
 * @param mix the requests, which every connection sends in turn
 */
record KeepAliveLoad(int port, int connections, List<Call> mix) {

  /** A request and the body that it is answered with, by status 200. */
  record Call(String request, String expected) {
    static Call of(String method, String path, String body, String expected) {
      return new Call(KeepAliveConnection.request(method, path, body), expected);
    }
  }

  /**
   * What came of it.
   *
   * @param refused answers with another status than 200
   * @param wrong answers with another body
   * @param broken requests that got no whole answer, or no connection
   * @param faults a sentence for each connection's first fault
   */
  record Tally(long right, long refused, long wrong, long broken, List<String> faults) {

    Tally plus(Tally other) {
      List<String> all = new ArrayList<>(faults);
      all.addAll(other.faults);
      return new Tally(
          right + other.right,
          refused + other.refused,
          wrong + other.wrong,
          broken + other.broken,
          all);
    }
  }

  /** Sends all requests, and returns when each connection is closed. */
  Tally send(int requests) throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Tally>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int share = requests / connections + (i < requests % connections ? 1 : 0);
        running.add(clients.submit(() -> new Client(share).run()));
      }
      Tally sum = new Tally(0, 0, 0, 0, List.of());
      for (Future<Tally> client : running) {
        sum = sum.plus(client.get());
      }
      return sum;
    } finally {
      clients.shutdownNow();
    }
  }

  /** One connection after another, for a server may end one when it likes, between answers. */
  private final class Client {
    private final int share;
    private int sent;
    private long right;
    private long refused;
    private long wrong;
    private long broken;
    private final List<String> faults = new ArrayList<>();

    Client(int share) {
      this.share = share;
    }

    Tally run() {
      while (sent < share) {
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
          while (sent < share && exchange(connection)) {}
        } catch (IOException e) {
          broken++;
          fault(e.toString());
        }
      }
      return new Tally(right, refused, wrong, broken, faults);
    }

    private boolean exchange(KeepAliveConnection connection) throws IOException {
      Call call = mix.get(sent % mix.size());
      sent++;
      KeepAliveConnection.Answer answer = connection.exchange(call.request);
      if (answer.status() != 200) {
        refused++;
        fault("status " + answer.status());
      } else if (!answer.body().equals(call.expected)) {
        wrong++;
        fault("body \"" + answer.body() + "\"");
      } else {
        right++;
      }
      return !answer.last();
    }

    private void fault(String what) {
      if (faults.isEmpty()) {
        faults.add("request " + sent + ": " + what);
      }
    }
  }
}
