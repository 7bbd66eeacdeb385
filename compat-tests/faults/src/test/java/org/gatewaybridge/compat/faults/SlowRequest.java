package org.gatewaybridge.compat.faults;

import java.util.List;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/** A request whose answer takes its time. */
final class SlowRequest {
  private static final String TEXT = "begun and ended";

  private final Caller caller;
  private final RawRequest request;

  /**
   * Makes one, which sends nothing yet.
   *
   * @param begins whether the answer begins at once, else only its end is late
   */
  SlowRequest(Caller caller, long millis, boolean begins) {
    this.caller = caller;
    String wait = String.valueOf(millis);
    List<String> halves = List.of(TEXT.substring(0, 5), TEXT.substring(5));
    this.request =
        caller.scripted(
            begins
                ? Script.ok()
                    .generator()
                    .yields(halves.get(0))
                    .step("wait", wait)
                    .yields(halves.get(1))
                : Script.ok().step("wait", wait).list(TEXT));
  }

  /** Sends it, and says whether the answer comes, and is whole. */
  boolean isAnsweredWhole() {
    try (RawConnection connection = caller.connect()) {
      RawResponse answer = connection.ask(request);
      return answer.complete() && answer.text().equals(TEXT);
    } catch (WireViolation nothing) {
      return false;
    }
  }

  /** Waits until the app has the request, and returns what it has noted. */
  List<String> awaitApp() {
    return caller.ledger(request).await("start");
  }
}
