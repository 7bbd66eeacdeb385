package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.lint.LintedApp;
import org.gatewaybridge.middleware.ForwardedHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same for all requests of one deployment.
 *
 * @param app the app with the middleware that the deployment asks for
 * @param contextPath the context path, "" at the root
 * @param constants what every environ holds: the gateway's facts and the deployment's parameters
 * @param joinsTrailers whether the container takes trailers of a request for headers of it, once
 *     its body has been read, against RFC 9110 6.5.1
 * @param turns the right to call the app, null where any number of threads may
 * @param execution where calls run, null for the container's threads
 */
record Deployment(
    GatewayApp app,
    GatewayApp loaded,
    ServletContext context,
    String contextPath,
    Map<String, Object> constants,
    boolean dropHopByHop,
    boolean joinsTrailers,
    @Nullable Semaphore turns,
    @Nullable Execution execution,
    ConnectionCut cut,
    HostHeader host,
    FileSender files,
    RequestIds ids) {

  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  static Deployment of(InitParameters parameters, ServletContext context)
      throws UnavailableException {
    boolean lint = parameters.flag("gateway.lint");
    boolean lenient = parameters.flag("gateway.lenient");
    int threads = parameters.count("gateway.threads", 0, 1);
    ForwardedHeaders forwarded = forwardedHeaders(parameters.text("gateway.trusted-proxies"));
    GatewayApp loaded =
        new AppLoader(context.getClassLoader(), () -> ofFactory(parameters, context))
            .load(parameters.text("gateway.app"));
    Execution execution = Execution.of(parameters, context.getClassLoader());
    GatewayApp app = lint ? new LintedApp().wrap(loaded) : loaded;
    return new Deployment(
        forwarded == null ? app : forwarded.wrap(app),
        loaded,
        context,
        context.getContextPath(),
        constants(parameters, context, threads != 1),
        lenient,
        Grizzly.runs(context),
        threads > 0 ? new Semaphore(threads, true) : null,
        execution,
        ConnectionCut.of(context),
        HostHeader.of(context),
        new FileSender(),
        new RequestIds());
  }

  private static Map<String, String> ofFactory(InitParameters parameters, ServletContext context) {
    Map<String, String> all = new TreeMap<>(parameters.all());
    try {
      all.put("gateway.web-inf", WebInf.of(context).toString());
    } catch (IOException e) { // most factories do not need it
      LOG.log(Level.WARNING, "WEB-INF cannot be unpacked; gateway.web-inf is not set", e);
    }
    return Collections.unmodifiableMap(all);
  }

  private static @Nullable ForwardedHeaders forwardedHeaders(@Nullable String proxies)
      throws UnavailableException {
    if (proxies == null) {
      return null;
    }
    try {
      return ForwardedHeaders.trusting(proxies.split("[,\\s]+"));
    } catch (IllegalArgumentException e) {
      UnavailableException failure =
          new UnavailableException("Init parameter gateway.trusted-proxies: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private static Map<String, Object> constants(
      InitParameters parameters, ServletContext context, boolean multithread) {
    Map<String, Object> constants = new HashMap<>();
    parameters
        .all()
        .forEach(
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

  /** Waits for the calls that run elsewhere, and closes the app, if it can be. */
  void close() {
    if (execution != null) {
      execution.close();
    }
    if (loaded instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, "Closing the gateway app failed", e);
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
