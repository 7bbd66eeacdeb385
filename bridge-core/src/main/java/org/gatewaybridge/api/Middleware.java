package org.gatewaybridge.api;

/**
 * An app that calls an app: it may change the environ on the way in and the answer on the way out.
 *
 * <p>A middleware that hands on the wrapped app's body inside one of its own must pass {@code
 * close()} on; {@link Bodies#closing} does that. A deployment closes the app that {@code wrap}
 * returned if it is {@link AutoCloseable}, and asks that one for its health: a middleware that an
 * app wraps itself in passes both on, as those of {@code org.gatewaybridge.middleware} do.
 *
 * @see <a href="https://peps.python.org/pep-3333/">PEP 3333, "Middleware: Components that Play Both
 *     Sides"</a>
 */
@FunctionalInterface
public interface Middleware {

  /**
   * Puts this middleware in front of an app; called once per deployment.
   *
   * @param app the app to call
   * @return the app to deploy instead
   */
  GatewayApp wrap(GatewayApp app);

  /**
   * Composes two into one: a request meets this one first, then {@code inner}, then the app.
   *
   * <p>{@code first.then(second).wrap(app)} is {@code first.wrap(second.wrap(app))}.
   */
  default Middleware then(Middleware inner) {
    return app -> wrap(inner.wrap(app));
  }
}
