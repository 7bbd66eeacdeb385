package org.gatewaybridge.compat.suite;

import java.util.Arrays;
import java.util.List;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;

/** What the app has noted about one request, seen from outside. */
public record LedgerView(Caller caller, String id) {

  /** All events until now, in order. */
  public List<String> events() {
    return lines(caller.ask(request()));
  }

  /** Waits until the app has noted that event, and returns all. */
  public List<String> await(String event) {
    RawResponse answer = caller.ask(request().with("X-Await", event));
    if (answer.code() != 200) {
      throw new AssertionError("The app never noted \"" + event + "\", only " + lines(answer));
    }
    return lines(answer);
  }

  /** Waits likewise, and returns all, whether the event came or not. */
  public List<String> eventually(String event) {
    return lines(caller.ask(request().with("X-Await", event)));
  }

  /** Notes an event that the app waits for. */
  public void note(String event) {
    caller.ask(request().with("X-Note", event));
  }

  private RawRequest request() {
    return caller.get("/ledger").with("X-App", "ledger").with("X-Ledger", id);
  }

  private static List<String> lines(RawResponse answer) {
    return Arrays.stream(answer.text().split("\n", -1)).filter(line -> !line.isEmpty()).toList();
  }
}
