package org.gatewaybridge.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.UnavailableException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gatewaybridge.engine.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a deployment: those of the servlet, and behind them those of the servlet
 * context.
 *
 * <p>Those that begin with {@code gateway.} are the bridge's own, documented at {@link
 * GatewayServlet}; the others are the app's. Whoever runs the server overrides the bridge's own, by
 * a system property of the name or else an environment variable ({@code GATEWAY_POOL_SIZE} for
 * {@code gateway.pool.size}).
 */
record InitParameters(Map<String, String> all) {
  private static final String OWN = "gateway.";
  private static final String APP = "gateway.app"; // the WAR's own matter
  private static final Set<String> KNOWN =
      Set.of(
          APP,
          "gateway.execution",
          "gateway.graceful-timeout",
          "gateway.lenient",
          "gateway.lint",
          "gateway.pool.queue",
          "gateway.pool.size",
          "gateway.threads",
          "gateway.trusted-proxies");

  // Read by bridge-python's factory, which checks those of its own prefix itself.
  private static final String PYTHON = "gateway.python.";
  private static final Set<String> KNOWN_WITH_PYTHON = Set.of("gateway.timeout");

  /**
   * Reads the parameters; an unknown one of the bridge's own name is refused, it would be a setting
   * without effect.
   */
  static InitParameters of(ServletConfig config) throws UnavailableException {
    Map<String, String> all = new TreeMap<>();
    ServletContext context = config.getServletContext();
    Collections.list(context.getInitParameterNames())
        .forEach(name -> all.put(name, context.getInitParameter(name)));
    Collections.list(config.getInitParameterNames())
        .forEach(name -> all.put(name, config.getInitParameter(name)));
    boolean python = all.keySet().stream().anyMatch(name -> name.startsWith(PYTHON));
    for (String name : all.keySet()) {
      if (name.startsWith(OWN) && !isKnown(name, python)) {
        throw new UnavailableException(
            "Init parameter "
                + Escaped.quoted(name)
                + " is unknown; the bridge knows "
                + String.join(", ", KNOWN.stream().sorted().toList()));
      }
    }
    return new InitParameters(Collections.unmodifiableMap(all));
  }

  private static boolean isKnown(String name, boolean python) {
    return KNOWN.contains(name)
        || (python && (name.startsWith(PYTHON) || KNOWN_WITH_PYTHON.contains(name)));
  }

  @Nullable String text(String name) {
    String value = name.equals(APP) ? null : ofServer(name);
    if (value == null) {
      value = all.get(name);
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static @Nullable String ofServer(String name) {
    String property = System.getProperty(name);
    return property == null ? System.getenv(variable(name)) : property;
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  boolean flag(String name) throws UnavailableException {
    String value = text(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw wrong(name, value, "true or false");
  }

  /** Returns a number of at least {@code least}. */
  int count(String name, int otherwise, int least) throws UnavailableException {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int count = Integer.parseInt(value);
      if (count >= least) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // refused below, like what is too small
    }
    throw wrong(name, value, "a whole number of at least " + least);
  }

  /** Makes the exception that ends a deployment for a wrong value, and says where it stands. */
  static UnavailableException wrong(String name, String value, String wanted) {
    String source =
        System.getProperty(name) != null
            ? "System property " + name
            : System.getenv(variable(name)) != null
                ? "Environment variable " + variable(name)
                : "Init parameter " + name;
    return new UnavailableException(source + " is " + Escaped.quoted(value) + "; give " + wanted);
  }
}
