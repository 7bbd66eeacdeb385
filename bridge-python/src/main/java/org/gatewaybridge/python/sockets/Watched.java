package org.gatewaybridge.python.sockets;

import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** What the loop's selector looks for on one connection; does nothing before its time and after. */
final class Watched {
  private volatile @Nullable SelectionKey key;

  void begin(SelectionKey its) {
    key = its;
  }

  /** Looks for these operations, too. */
  void with(int operations) {
    SelectionKey own = key;
    if (own != null && own.isValid()) {
      own.interestOpsOr(operations);
    }
  }

  /** Looks for these operations no more. */
  void without(int operations) {
    SelectionKey own = key;
    if (own != null && own.isValid()) {
      own.interestOpsAnd(~operations);
    }
  }

  /** Ends the watch. */
  void end() {
    SelectionKey own = key;
    key = null;
    if (own != null) {
      own.cancel();
    }
  }
}
