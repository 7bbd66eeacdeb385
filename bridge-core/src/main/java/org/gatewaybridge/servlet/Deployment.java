package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.middleware.ForwardedHeaders;
import org.gatewaybridge.middleware.StaticFiles;
import org.gatewaybridge.monitoring.Listeners;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.gatewaybridge.servlet.websocket.ContainerSockets;
import org.gatewaybridge.servlet.websocket.SocketTraits;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Parameters;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.settings.UnknownSettings;
import org.gatewaybridge.websocket.OpenSockets;
import org.jspecify.annotations.Nullable;

/**
 * One app that runs: what its requests need, from start to end.
 *
 * @param app the app with the middleware that the settings ask for
 * @param loaded the app as it was loaded
 * @param lenient whether hop-by-hop response headers are dropped instead of refused
 * @param context what all exchanges share
 * @param ownAnswers the requests that the gateway answers itself
 * @param files those of gateway.static, null if there are none
 * @param listeners null where nobody listens to requests
 */
record Deployment(
    GatewayApp app,
    GatewayApp loaded,
    boolean lenient,
    ExchangeContext context,
    OwnAnswers ownAnswers,
    @Nullable StaticFiles files,
    CallThreads threads,
    @Nullable Listeners listeners)
    implements AutoCloseable {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  /**
   * Makes the app and all that its calls need.
   *
   * @throws UnavailableException if the app cannot be made
   * @throws IllegalArgumentException if a setting is wrong
   */
  static Deployment start(Parameters parameters, ServletContext context)
      throws UnavailableException {
    ClassLoader loader = context.getClassLoader();
    Settings settings = Settings.of(parameters);
    Options options = Options.of(settings);
    UnknownSettings unknown = new UnknownSettings(settings, Catalogue.of(loader));
    unknown.refuseOfWar("gateway.");
    Execution execution = Execution.of(options.threads(), settings, loader);
    StaticFiles files = WarFolder.staticFiles(context, options.staticPaths());
    Listeners listeners = listeners(options.operation(), loader);
    AppLoader apps = new AppLoader(loader, () -> WarFolder.forFactory(parameters, context));
    Middleware lint = options.lint() ? apps.lint() : null;
    // Last of what can fail, so that nothing is left of a deployment that is refused.
    GatewayApp loaded = apps.load(options.app());
    LOG.log(Level.INFO, () -> "Settings of \"" + context.getContextPath() + "\": " + settings);
    unknown.ofServer().forEach(sentence -> LOG.log(Level.WARNING, sentence));
    CallThreads threads = CallThreads.start(options, execution, loaded, loader);
    Health health = Health.of(options, loaded, loader, threads.calls());
    ServletContainer container = ServletContainer.of(context);
    OpenSockets sockets =
        new OpenSockets(
            options.sockets(), loader, listeners.isEmpty() ? null : listeners::socketClosed);
    if (!listeners.isEmpty()) {
      String path = RawPath.decodedLeniently(context.getContextPath()); // encoded on Jetty
      listeners.begins(new DeploymentStatus(path, loaded, threads.calls(), health, sockets));
    }
    return new Deployment(
        wrapped(loaded, lint, options.forwarded()),
        loaded,
        options.lenient(),
        exchanges(parameters, context, options, container, sockets),
        new OwnAnswers(new RequestCheck(container), health, longestBody(options, container)),
        files,
        threads,
        listeners.isEmpty() ? null : listeners);
  }

  private static Listeners listeners(Options.Operation operation, ClassLoader loader) {
    return Listeners.of(
        loader,
        operation.accessLog() != Options.AccessLogFormat.OFF,
        operation.accessLog() == Options.AccessLogFormat.JSON,
        operation.jmx());
  }

  private static GatewayApp wrapped(
      GatewayApp app, @Nullable Middleware lint, @Nullable ForwardedHeaders forwarded) {
    GatewayApp linted = lint == null ? app : lint.wrap(app);
    return forwarded == null ? linted : forwarded.wrap(linted);
  }

  private static ExchangeContext exchanges(
      Parameters parameters,
      ServletContext context,
      Options options,
      ServletContainer container,
      OpenSockets sockets) {
    return new ExchangeContext(
        context,
        context.getContextPath(),
        EnvironConstants.of(parameters, context.getServerInfo(), options.threads().inApp() != 1),
        container,
        new RequestIds(),
        options.limits().maxRequestBytes(),
        sockets,
        new ContainerSockets(
            context,
            new SocketTraits(
                container.upgradesByPath(),
                container.decodesEachFrame(),
                container.freesRequestAtClose())));
  }

  private static long longestBody(Options options, ServletContainer container) {
    long most = options.limits().maxRequestBytes();
    return most == 0 ? container.longestBody() : most;
  }

  /** Ends all calls and closes the app, if it can be closed. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(threads.gracefulSeconds());
    context.sockets().leave();
    threads.close();
    context.sockets().end(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    ownAnswers.health().close();
    if (listeners != null) {
      listeners.ends();
    }
    if (loaded instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable e) { // what is undeployed must go on being undeployed
        LOG.log(Level.WARNING, "Closing the gateway app failed", LoggedFailure.of(e));
      }
    }
  }
}
