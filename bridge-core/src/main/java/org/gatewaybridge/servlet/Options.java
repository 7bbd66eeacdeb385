package org.gatewaybridge.servlet;

import java.util.List;
import org.gatewaybridge.middleware.ForwardedHeaders;
import org.gatewaybridge.middleware.StaticFiles;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.websocket.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a deployment, checked. {@link GatewayServlet} explains them.
 *
 * @param staticPaths folders and files of the WAR that are served without the app
 * @param forwarded null where no proxy is trusted
 */
record Options(
    String app,
    boolean lint,
    boolean lenient,
    Threads threads,
    Limits limits,
    Operation operation,
    SocketOptions sockets,
    List<String> staticPaths,
    @Nullable ForwardedHeaders forwarded) {

  /**
   * Which threads call the app.
   *
   * @param isModeGiven whether {@code gateway.execution} is set
   * @param inApp how many threads may be in the app at once, 0 for any number
   * @param slowClients how many calls that wait for slow clients have threads of their own, 0 for
   *     none
   */
  record Threads(
      boolean isModeGiven,
      ExecutionMode mode,
      int poolSize,
      int poolQueue,
      int inApp,
      int slowClients) {}

  /**
   * What a request may take.
   *
   * @param timeout for how many seconds a call may make no progress, 0 for ever
   * @param gracefulTimeout for how many seconds the end of the deployment waits for calls
   * @param maxRequestBytes how long a request's body may be, 0 for any length
   */
  record Limits(int timeout, int gracefulTimeout, long maxRequestBytes) {}

  /**
   * What operators see.
   *
   * @param health the path of the health check, "" for none
   */
  record Operation(String health, AccessLogFormat accessLog, boolean jmx) {}

  /** What the access log looks like: {@code gateway.access-log}. */
  enum AccessLogFormat {
    /** There is none. */
    OFF,
    /** Apache's combined format. */
    COMBINED,
    /** One JSON object a line. */
    JSON
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if one is wrong
   */
  static Options of(Settings settings) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Options(
        settings.ofWar("gateway.app"),
        settings.flag("gateway.lint", false),
        settings.flag("gateway.lenient", false),
        new Threads(
            !settings.text("gateway.execution", "").isEmpty(),
            settings.oneOf("gateway.execution", ExecutionMode.CONTAINER),
            settings.threads("gateway.pool.size", 4 * processors, 1),
            settings.count("gateway.pool.queue", 100, 0),
            settings.count("gateway.threads", 0, 0),
            settings.threads("gateway.slow-clients", 1000, 0)),
        new Limits(
            settings.seconds("gateway.timeout", 30),
            settings.seconds("gateway.graceful-timeout", 30),
            settings.bytes("gateway.max-request-bytes", "0")),
        new Operation(
            settings.path("gateway.health"),
            settings.oneOf("gateway.access-log", AccessLogFormat.OFF),
            settings.flag("gateway.jmx", false)),
        SocketOptions.of(settings),
        staticPaths(settings),
        forwarded(settings));
  }

  private static List<String> staticPaths(Settings settings) {
    String name = "gateway.static";
    List<String> paths = settings.paths(name);
    if (!paths.stream().allMatch(StaticFiles::mayBeSeen)) {
      throw settings.wrong(
          name, "folders and files that clients may see, not WEB-INF, META-INF or dotted names");
    }
    return paths;
  }

  private static @Nullable ForwardedHeaders forwarded(Settings settings) {
    String name = "gateway.trusted-proxies";
    String proxies = settings.text(name, "");
    if (proxies.isEmpty()) {
      return null;
    }
    try {
      return ForwardedHeaders.trusting(proxies.split("[,\\s]+"));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(name, "addresses and CIDR blocks of proxies (" + e.getMessage() + ")");
    }
  }
}
