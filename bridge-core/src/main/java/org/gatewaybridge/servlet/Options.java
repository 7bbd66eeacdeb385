package org.gatewaybridge.servlet;

import java.util.List;
import org.gatewaybridge.middleware.ForwardedHeaders;
import org.gatewaybridge.middleware.StaticFiles;
import org.gatewaybridge.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment asks of the gateway, checked; the settings are explained at {@link
 * GatewayServlet}.
 *
 * @param threads how many threads may be in the app at once, 0 for any number
 * @param slowClients how many calls that wait for slow clients have threads of their own, 0 for
 *     none
 * @param timeout for how many seconds a call may make no progress, 0 for ever
 * @param gracefulTimeout for how many seconds the end waits for calls
 * @param maxRequestBytes how long a request's body may be, 0 for any length
 * @param health the path that tells whether the deployment is ready, "" for none
 * @param staticPaths folders and files of the WAR that are answered without the app
 * @param forwarded null where no proxy is trusted
 */
record Options(
    String app,
    String execution,
    int poolSize,
    int poolQueue,
    int threads,
    int slowClients,
    int timeout,
    int gracefulTimeout,
    long maxRequestBytes,
    String health,
    List<String> staticPaths,
    String accessLog,
    boolean jmx,
    boolean lint,
    boolean lenient,
    @Nullable ForwardedHeaders forwarded) {

  // Read by bridge-python's factory, which checks those of its own prefix itself.
  private static final String PYTHON = "gateway.python.";

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if one is wrong
   */
  static Options of(Settings settings) {
    boolean python = settings.isOfWar(PYTHON);
    int processors = Runtime.getRuntime().availableProcessors();
    int timeout = settings.seconds("gateway.timeout", 30);
    return new Options(
        settings.ofWar("gateway.app"),
        settings.oneOf("gateway.execution", "container", List.of("container", "virtual", "pool")),
        settings.count("gateway.pool.size", 4 * processors, 1),
        settings.count("gateway.pool.queue", 100, 0),
        settings.count("gateway.threads", 0, 0),
        settings.count("gateway.slow-clients", 1000, 0),
        python ? 0 : timeout, // bridge-python knows its workers' progress better
        settings.seconds("gateway.graceful-timeout", 30),
        settings.bytes("gateway.max-request-bytes"),
        settings.path("gateway.health"),
        staticPaths(settings),
        settings.oneOf("gateway.access-log", "off", List.of("off", "combined", "json")),
        settings.flag("gateway.jmx", false),
        settings.flag("gateway.lint", false),
        settings.flag("gateway.lenient", false),
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
