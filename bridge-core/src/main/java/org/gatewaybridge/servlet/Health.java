package org.gatewaybridge.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.timeouts.InFlight;
import org.jspecify.annotations.Nullable;

/**
 * The health of a deployment: {@code gateway.health}, and the path of liveness below it.
 *
 * @param path the path of the health check, "" for none
 * @param mostLeftBehind how many threads may hang before the process should be restarted
 */
record Health(String path, GatewayApp app, InFlight calls, int mostLeftBehind) {
  /** Requests are answered. */
  private static final FixedAnswer READY = answer(200, "ready");

  /** The deployment ends; running calls are still answered. */
  private static final FixedAnswer DRAINING = answer(503, "draining");

  /** There is no reason to end the process. */
  private static final FixedAnswer ALIVE = answer(200, "alive");

  /** The app cannot answer, or all its threads hang. */
  private static final FixedAnswer FAILED = answer(503, "failed");

  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private static FixedAnswer answer(int status, String text) {
    return FixedAnswer.of(status, text, "Cache-Control", "no-store");
  }

  /** Returns the health of a deployment. */
  static Health of(Options options, GatewayApp app, InFlight calls) {
    boolean pool = options.threads().mode() == ExecutionMode.POOL;
    return new Health(
        options.operation().health(),
        app,
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
    try {
      return app instanceof HealthCheck check && !check.isHealthy();
    } catch (Throwable failure) {
      LOG.log(
          Level.ERROR, "The app failed to say whether it can answer", LoggedFailure.of(failure));
      return true;
    }
  }

  private boolean isStuck() {
    return calls.leftBehind() >= mostLeftBehind;
  }
}
