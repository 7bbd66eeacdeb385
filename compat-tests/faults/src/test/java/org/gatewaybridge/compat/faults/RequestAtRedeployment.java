package org.gatewaybridge.compat.faults;

import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Redeployments;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.WireViolation;

/**
 * What came of a request that was in the app when that was redeployed.
 *
 * @param inFlight whether its answer had not ended when the old app was gone for others, or the new
 *     one was there
 */
record RequestAtRedeployment(boolean inFlight, boolean whole) {
  private static final int MILLIS = 4_000;

  /** Sends a request, redeploys once it is in the app, and waits for its answer. */
  static RequestAtRedeployment by(Redeployments redeployments, Caller caller) throws Exception {
    SlowRequest slow = new SlowRequest(caller, MILLIS, true);
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try {
      Future<Boolean> whole = clients.submit(slow::isAnsweredWhole);
      slow.awaitApp();
      Future<Boolean> inFlight = clients.submit(() -> isOpenWhenOthersMiss(whole, caller));
      redeployments.run(1);
      boolean open = !whole.isDone();
      return new RequestAtRedeployment(open || inFlight.get(), whole.get());
    } finally {
      clients.shutdownNow();
    }
  }

  private static boolean isOpenWhenOthersMiss(Future<Boolean> answer, Caller caller) {
    while (!answer.isDone()) {
      if (isMissing(caller)) {
        return !answer.isDone();
      }
    }
    return false;
  }

  private static boolean isMissing(Caller caller) {
    try {
      return caller.ask(caller.unnoted(Script.ok().list("there"))).code() != 200;
    } catch (UncheckedIOException | WireViolation e) {
      return true;
    }
  }
}
