package org.gatewaybridge.compat.faults;

import java.util.ArrayList;
import java.util.List;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;

/** Requests whose app sleeps for a minute: every other one when its response has begun. */
final class Hangs implements AutoCloseable {
  private static final String SLEEP = "60000";

  private final Caller caller;
  private final List<RawRequest> requests = new ArrayList<>();
  private final List<RawConnection> connections = new ArrayList<>();
  private final List<ResponseReader> responses = new ArrayList<>();

  Hangs(Caller caller) {
    this.caller = caller;
  }

  /** Sends so many, and returns when each is in the app. */
  void begin(int count) {
    for (int i = 0; i < count; i++) {
      add(caller.scripted(begun(i) ? begun() : Script.nothing().step("wait", SLEEP)));
    }
    for (int i = 0; i < count; i++) {
      if (begun(i)) {
        responses.get(i).read(1);
      } else {
        caller.ledger(requests.get(i)).await("call");
      }
    }
  }

  private static boolean begun(int number) {
    return number % 2 == 0;
  }

  private static Script begun() {
    return Script.ok().generator().yields("a").step("wait", SLEEP);
  }

  private void add(RawRequest request) {
    RawConnection connection = caller.connect();
    requests.add(request);
    connections.add(connection);
    responses.add(connection.send(request).begin(request));
  }

  /** Adds how many hang still. */
  void allHang(Figures figures) {
    long hanging =
        requests.stream()
            .filter(
                request ->
                    caller.ledger(request).events().stream().noneMatch(e -> e.contains("threw")))
            .count();
    figures.add(hanging + " of " + requests.size() + " hanging", hanging == requests.size());
  }

  /** Waits for the end of each, and adds what it was. */
  void end(Figures figures) {
    int refused = 0;
    int cut = 0;
    int interrupted = 0;
    for (int i = 0; i < requests.size(); i++) {
      RawResponse answer = responses.get(i).rest();
      refused += answer.code() == 504 && answer.complete() ? 1 : 0;
      cut += answer.code() == 200 && !answer.complete() ? 1 : 0;
      String event = "wait threw InterruptedException";
      interrupted += caller.ledger(requests.get(i)).eventually(event).contains(event) ? 1 : 0;
    }
    int half = requests.size() / 2;
    figures.add(refused + " times 504", refused == half);
    figures.add(cut + " cut", cut == half);
    figures.add(interrupted + " interrupted", interrupted == requests.size());
  }

  @Override
  public void close() {
    connections.forEach(RawConnection::close);
  }
}
