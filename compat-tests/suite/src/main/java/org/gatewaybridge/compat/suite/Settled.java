package org.gatewaybridge.compat.suite;

import java.util.function.IntSupplier;

/** Figures that no longer change. */
final class Settled {
  private static final int LOOKS = 5;
  private static final int MILLIS = 150;
  private static final int PATIENCE = 200;

  private Settled() {}

  /** Waits until a figure has stayed the same for most of a second, and returns it. */
  static int value(IntSupplier figure) throws InterruptedException {
    int seen = figure.getAsInt();
    int same = 0;
    for (int look = 0; look < PATIENCE && same < LOOKS; look++) {
      Thread.sleep(MILLIS);
      int now = figure.getAsInt();
      same = now == seen ? same + 1 : 0;
      seen = now;
    }
    return seen;
  }
}
