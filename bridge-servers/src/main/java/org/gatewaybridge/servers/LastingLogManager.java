package org.gatewaybridge.servers;

import java.util.logging.LogManager;

/**
 * A log manager that still logs while the JVM ends. The JDK's own closes all handlers in a shutdown
 * hook of its own, beside ours, and so loses what apps and server say while they are undeployed.
 */
public final class LastingLogManager extends LogManager {
  private static volatile boolean serving;

  /** Made by the JDK, from the system property {@code java.util.logging.manager}. */
  public LastingLogManager() {}

  /** From now on only the end of the process closes the handlers. */
  static void lastToTheEnd() {
    serving = true;
  }

  @Override
  public void reset() {
    if (!serving) {
      super.reset();
    }
  }
}
