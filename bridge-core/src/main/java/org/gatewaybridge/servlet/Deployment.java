package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.HealthCheck;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.middleware.ForwardedHeaders;
import org.gatewaybridge.middleware.StaticFiles;
import org.gatewaybridge.monitoring.AccessLog;
import org.gatewaybridge.monitoring.JmxMeters;
import org.gatewaybridge.monitoring.Listeners;
import org.gatewaybridge.monitoring.Story;
import org.gatewaybridge.operation.AnyThread;
import org.gatewaybridge.operation.AppFigures;
import org.gatewaybridge.operation.CallListener;
import org.gatewaybridge.operation.GatewayStatus;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Parameters;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.settings.UnknownSettings;
import org.gatewaybridge.timeouts.InFlight;
import org.gatewaybridge.timeouts.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same for all requests of one deployment.
 *
 * @param app the app with the middleware that the deployment asks for
 * @param contextPath the context path, "" at the root
 * @param constants what every environ holds: the gateway's facts and the deployment's parameters
 * @param longestBody how many bytes a request's body may have; 0 for any number that the container
 *     can read
 * @param joinsTrailers whether the container takes trailers of a request for headers of it, once
 *     its body has been read, against RFC 9110 6.5.1
 * @param files those of gateway.static, null if there are none
 * @param turns the right to call the app, null where any number of threads may
 * @param execution where calls run, null for the container's threads
 * @param slowClients threads for calls that wait for slow clients, null where the container's do
 * @param watchdog null where a call may take any time
 * @param listeners null where nobody hears of requests
 */
record Deployment(
    Options options,
    GatewayApp app,
    GatewayApp loaded,
    ServletContext context,
    String contextPath,
    Map<String, Object> constants,
    long longestBody,
    boolean joinsTrailers,
    @Nullable StaticFiles files,
    @Nullable Semaphore turns,
    @Nullable Execution execution,
    @Nullable Execution slowClients,
    InFlight calls,
    @Nullable Watchdog watchdog,
    @Nullable Listeners listeners,
    ConnectionCut cut,
    SoundRequest guard,
    FileSender sender,
    RequestIds ids)
    implements GatewayStatus {

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  /**
   * Makes the app and all that its calls need.
   *
   * @throws UnavailableException if the app cannot be made
   * @throws IllegalArgumentException if a setting is wrong
   */
  static Deployment of(Parameters parameters, ServletContext context) throws UnavailableException {
    Settings settings = Settings.of(parameters);
    Options options = Options.of(settings);
    UnknownSettings unknown = new UnknownSettings(settings, Catalogue.of(context.getClassLoader()));
    unknown.refuseOfWar("gateway.");
    Execution execution = Execution.of(options, settings, context.getClassLoader());
    StaticFiles files = staticFiles(options.staticPaths(), context);
    Listeners listeners = new Listeners(context.getClassLoader(), ownListeners(options));
    AppLoader loader =
        new AppLoader(context.getClassLoader(), () -> ofFactory(parameters, context));
    Middleware lint = options.lint() ? loader.lint() : null;
    // Last of what can fail, so that nothing is left of a deployment that is refused.
    GatewayApp loaded = loader.load(options.app());
    GatewayApp app = lint == null ? loaded : lint.wrap(loaded);
    ForwardedHeaders forwarded = options.forwarded();
    InFlight calls = new InFlight(!options.execution().equals("virtual"));
    LOG.log(Level.INFO, () -> "Settings of \"" + context.getContextPath() + "\": " + settings);
    unknown.ofServer().forEach(sentence -> LOG.log(Level.WARNING, sentence));
    Deployment made =
        new Deployment(
            options,
            forwarded == null ? app : forwarded.wrap(app),
            loaded,
            context,
            context.getContextPath(),
            constants(parameters, context, options.threads() != 1),
            longestBody(options, context),
            Grizzly.runs(context),
            files,
            options.threads() > 0 ? new Semaphore(options.threads(), true) : null,
            execution,
            slowClients(options, execution, loaded, context),
            calls,
            options.timeout() > 0 ? Watchdog.start(calls, options.timeout()) : null,
            listeners.isEmpty() ? null : listeners,
            ConnectionCut.of(context),
            SoundRequest.of(context),
            new FileSender(),
            new RequestIds());
    listeners.begins(made);
    return made;
  }

  private static @Nullable Execution slowClients(
      Options options, @Nullable Execution execution, GatewayApp app, ServletContext context) {
    return execution == null && app instanceof AnyThread && options.slowClients() > 0
        ? Execution.ofSlowClients(options, context.getClassLoader())
        : null;
  }

  /** Whether a call may begin, or go on, on any thread. */
  boolean isOnAnyThread() {
    return loaded instanceof AnyThread mover && mover.onAnyThread();
  }

  private static long longestBody(Options options, ServletContext context) {
    long most = options.maxRequestBytes();
    // Undertow lets by a length beyond a long, and throws when it is asked for it.
    boolean undertow = context.getClass().getName().startsWith("io.undertow.");
    return most == 0 && undertow ? Long.MAX_VALUE : most;
  }

  private static List<CallListener> ownListeners(Options options) {
    List<CallListener> own = new ArrayList<>();
    if (!options.accessLog().equals("off")) {
      own.add(AccessLog.of(options.accessLog().equals("json")));
    }
    Story story = Story.ifRead();
    if (story != null) {
      own.add(story);
    }
    if (options.jmx()) {
      own.add(new JmxMeters());
    }
    return own;
  }

  private static @Nullable StaticFiles staticFiles(List<String> paths, ServletContext context)
      throws UnavailableException {
    StaticFiles files = null;
    for (String path : paths) {
      try {
        Path place = WarFolder.fileOrFolder(context, path);
        files = files == null ? StaticFiles.at(path, place) : files.and(path, place);
      } catch (IOException e) {
        UnavailableException failure =
            new UnavailableException(
                "gateway.static names " + Escaped.quoted(path) + ", but " + e.getMessage());
        failure.initCause(e);
        throw failure;
      }
    }
    return files == null ? null : files.withoutLastModified();
  }

  private static Map<String, String> ofFactory(Parameters parameters, ServletContext context) {
    try {
      return parameters.with("gateway.web-inf", WarFolder.of(context, "/WEB-INF/").toString());
    } catch (IOException e) { // most factories do not need it
      LOG.log(Level.WARNING, "WEB-INF cannot be unpacked; gateway.web-inf is not set", e);
      return parameters;
    }
  }

  private static Map<String, Object> constants(
      Map<String, String> parameters, ServletContext context, boolean multithread) {
    Map<String, Object> constants = new HashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (!isOfRequest(name)) {
            constants.put(name, value);
          }
        });
    constants.put(EnvironKeys.SERVER_SOFTWARE, context.getServerInfo());
    constants.put(EnvironKeys.VERSION, List.of(1, 0));
    constants.put(EnvironKeys.MULTITHREAD, multithread);
    constants.put(EnvironKeys.MULTIPROCESS, false);
    constants.put(EnvironKeys.RUN_ONCE, false);
    constants.put(EnvironKeys.INPUT_TERMINATED, true);
    constants.put(EnvironKeys.FILE_WRAPPER, ServletEnviron.FILE_WRAPPER);
    constants.put(EnvironKeys.GATEWAY_VERSION, "1.0");
    return constants;
  }

  /** Whether a parameter of that name would pose as something that the request says. */
  private static boolean isOfRequest(String name) {
    return name.startsWith("HTTP_")
        || name.startsWith("wsgi.")
        || name.startsWith("gateway.")
        || ServletEnviron.OF_REQUEST.contains(name);
  }

  @Override
  public int callsUnderWay() {
    return calls.count();
  }

  @Override
  public int threadsLeftBehind() {
    return calls.leftBehind();
  }

  @Override
  public Map<String, Long> appFigures() {
    return loaded instanceof AppFigures app ? app.figures() : Map.of();
  }

  @Override
  public String health() {
    return healthAnswer().text();
  }

  /** Answers gateway.health and the path of liveness below it; null for any other path. */
  @Nullable FixedAnswer healthAnswer(String pathInfo) {
    String path = options.health();
    if (path.isEmpty() || !pathInfo.startsWith(path)) {
      return null;
    }
    return switch (pathInfo.substring(path.length())) {
      case "" -> healthAnswer();
      case "/live" -> isStuck() ? FixedAnswer.FAILED : FixedAnswer.ALIVE;
      default -> null;
    };
  }

  private FixedAnswer healthAnswer() {
    if (calls.isClosed()) {
      return FixedAnswer.DRAINING;
    }
    return isStuck() || isIll() ? FixedAnswer.FAILED : FixedAnswer.READY;
  }

  private boolean isIll() {
    try {
      return loaded instanceof HealthCheck check && !check.isHealthy();
    } catch (Throwable failure) {
      LOG.log(
          Level.ERROR, "The app failed to say whether it can answer", LoggedFailure.of(failure));
      return true;
    }
  }

  private boolean isStuck() {
    return options.execution().equals("pool") && calls.leftBehind() >= options.poolSize();
  }

  /** Lets no new call in, waits for those under way, and closes the app, if it can be. */
  void close() {
    Instant end = Instant.now().plusSeconds(options.gracefulTimeout());
    calls.close();
    for (Execution threads : new Execution[] {execution, slowClients}) {
      if (threads != null) {
        threads.close();
      }
    }
    try {
      if (!calls.await(Duration.between(Instant.now(), end))) {
        LOG.log(
            Level.WARNING,
            "{0} calls did not end within gateway.graceful-timeout, {1} s; they are interrupted",
            calls.count(),
            options.gracefulTimeout());
        calls.interrupt();
        calls.await(AFTER_INTERRUPT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (watchdog != null) {
      watchdog.close();
    }
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

  /**
   * Names requests so that a log can be searched: unlike in other deployments, rising in this one.
   */
  static final class RequestIds {
    private final String prefix = HexFormat.of().toHexDigits(new SecureRandom().nextInt()) + "-";
    private final AtomicLong last = new AtomicLong();

    String next() {
      return prefix + Long.toHexString(last.incrementAndGet());
    }
  }
}
