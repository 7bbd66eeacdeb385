package org.gatewaybridge.servers;

import java.util.logging.LogManager;

/**
 * A log manager that logs until the JVM ends. The JDK's own closes all handlers in a shutdown hook,
 * and so loses what apps and server log while they are undeployed.
 */
public final class LastingLogManager extends LogManager {
  private static volatile boolean serving;

  /** Made by the JDK, from the system property {@code java.util.logging.manager}. */
  public LastingLogManager() {}

  /** Keeps the handlers open until the process ends. */
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
