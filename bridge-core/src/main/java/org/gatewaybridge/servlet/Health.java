package org.gatewaybridge.servlet;

import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.timeouts.InFlight;
import org.jspecify.annotations.Nullable;

/**
 * The health of a deployment: {@code gateway.health}, and the path of liveness below it.
 *
 * @param path the path of the health check, "" for none
 * @param check null if the app does not say whether it can answer
 * @param mostLeftBehind how many threads may hang before the process should be restarted
 */
record Health(String path, @Nullable AppCheck check, InFlight calls, int mostLeftBehind)
    implements AutoCloseable {
  /** Requests are answered. */
  private static final FixedAnswer READY = answer(200, "ready");

  /** The deployment ends; running calls are still answered. */
  private static final FixedAnswer DRAINING = answer(503, "draining");

  /** There is no reason to end the process. */
  private static final FixedAnswer ALIVE = answer(200, "alive");

  /** The app cannot answer, or all its threads hang. */
  private static final FixedAnswer FAILED = answer(503, "failed");

  private static FixedAnswer answer(int status, String text) {
    return FixedAnswer.of(status, text, "Cache-Control", "no-store");
  }

  /** Returns the health of a deployment. */
  static Health of(Options options, GatewayApp app, ClassLoader loader, InFlight calls) {
    boolean pool = options.threads().mode() == ExecutionMode.POOL;
    return new Health(
        options.operation().health(),
        app instanceof HealthCheck check
            ? new AppCheck(check, loader, options.limits().timeout())
            : null,
        calls,
        pool ? options.threads().poolSize() : Integer.MAX_VALUE);
  }

  /** Returns the answer to a request; null if its path is not one of the two. */
  @Nullable FixedAnswer answerTo(String pathInfo) {
    if (path.isEmpty() || !pathInfo.startsWith(path)) {
      return null;
    }
    return switch (pathInfo.substring(path.length())) {
      case "" -> readiness();
      case "/live" -> isStuck() ? FAILED : ALIVE;
      default -> null;
    };
  }

  /** Returns whether requests are answered. */
  FixedAnswer readiness() {
    if (calls.isClosed()) {
      return DRAINING;
    }
    return isStuck() || isIll() ? FAILED : READY;
  }

  private boolean isIll() {
    return check != null && !check.passes();
  }

  private boolean isStuck() {
    return calls.leftBehind() >= mostLeftBehind;
  }

  /** Ends the check of the app, if one runs. */
  @Override
  public void close() {
    if (check != null) {
      check.close();
    }
  }
}
