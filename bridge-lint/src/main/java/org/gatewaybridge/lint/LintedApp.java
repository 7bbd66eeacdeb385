package org.gatewaybridge.lint;

import static org.gatewaybridge.api.ContractRule.R01;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.Consumer;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.api.StartResponse;

/**
 * A middleware that checks both sides of every call against the contract, as wsgiref.validate and
 * Rack::Lint do.
 *
 * <pre>{@code
 * GatewayApp checked = new LintedApp().wrap(new Hello());
 * }</pre>
 *
 * <p>Whoever breaks a rule gets a {@link ContractViolation} in its own stack frame: the app from
 * startResponse, write or the environ, the gateway from the call, the body or its close. A body
 * that was never closed is found only when it is garbage, and logged. A call that keeps the rules
 * passes as if the lint were not there: the same chunks, as lazily, and one close. Only a body of
 * wsgi.file_wrapper goes chunk by chunk, not by the container's fastest way.
 *
 * <p>For tests and development: it reads the whole environ of every request. Two of them, around a
 * middleware, check that middleware.
 */
public final class LintedApp implements Middleware {
  private static final System.Logger LOG = System.getLogger("org.gatewaybridge.lint");

  private final Consumer<ContractViolation> unclosed;

  /** Makes a lint that logs a body nobody closed. */
  public LintedApp() {
    this(violation -> LOG.log(Level.ERROR, violation.getMessage()));
  }

  LintedApp(Consumer<ContractViolation> unclosed) {
    this.unclosed = unclosed;
  }

  @Override
  public GatewayApp wrap(GatewayApp app) {
    UnclosedBodies bodies = new UnclosedBodies(unclosed);
    return (environ, startResponse) -> {
      checkArguments(environ, startResponse);
      EnvironLint.check(environ);
      LintedEnviron linted = new LintedEnviron(environ);
      AnswerLint answer = new AnswerLint(linted);
      SocketRequestLint.put(environ, answer);
      ExtrasLint.put(environ, answer);
      StartResponseLint start = new StartResponseLint(startResponse, answer);
      Iterable<byte[]> body;
      try {
        body = app.call(linted, start);
      } catch (Throwable failure) {
        linted.die();
        throw failure;
      } finally {
        start.die();
      }
      return BodyLint.of(body, answer, bodies, linted::die);
    };
  }

  // A gateway need not be compiled with nullness checks.
  @SuppressWarnings("ConstantValue")
  private static void checkArguments(Map<String, Object> environ, StartResponse startResponse) {
    if (environ == null || startResponse == null) {
      throw new ContractViolation(
          R01,
          "The app was called with null for "
              + (environ == null ? "the environ" : "startResponse")
              + "; the gateway gives it both");
    }
  }
}
