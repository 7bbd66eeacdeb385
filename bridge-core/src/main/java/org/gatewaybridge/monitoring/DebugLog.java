package org.gatewaybridge.monitoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.operation.Answered;
import org.gatewaybridge.operation.CallListener;
import org.jspecify.annotations.Nullable;

/**
 * A line for each request in the debug log. The log's level is read when the deployment starts:
 * reading it for each request would cost a third of what the bridge costs.
 */
final class DebugLog implements CallListener {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private final Consumer<String> lines;

  DebugLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Returns a debug log, null if the level is above DEBUG. */
  static @Nullable DebugLog ifEnabled() {
    return LOG.isLoggable(Level.DEBUG) ? new DebugLog(line -> LOG.log(Level.DEBUG, line)) : null;
  }

  @Override
  public void answered(Answered answered) {
    Map<String, Object> environ = answered.environ();
    lines.accept(
        Escaped.text(
                environ.get(EnvironKeys.REQUEST_METHOD)
                    + " "
                    + environ.get(EnvironKeys.REQUEST_URI)
                    + " ["
                    + environ.get(EnvironKeys.REQUEST_ID)
                    + "] from "
                    + environ.get(EnvironKeys.REMOTE_ADDR))
            + ", SCRIPT_NAME "
            + Escaped.quoted(String.valueOf(environ.get(EnvironKeys.SCRIPT_NAME)))
            + ", PATH_INFO "
            + Escaped.quoted(String.valueOf(environ.get(EnvironKeys.PATH_INFO)))
            + ": "
            + answered.status()
            + ", "
            + answered.bytes()
            + " bytes, "
            + TimeUnit.NANOSECONDS.toMicros(answered.nanos())
            + " us, "
            + TimeUnit.NANOSECONDS.toMicros(answered.nanosToHead())
            + " to the head, by "
            + Thread.currentThread().getName());
  }
}
