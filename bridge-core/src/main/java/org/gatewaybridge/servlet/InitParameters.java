package org.gatewaybridge.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.UnavailableException;
import java.util.Collections;
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
 * GatewayServlet}; the others are the app's.
 */
record InitParameters(Map<String, String> all) {
  private static final String OWN = "gateway.";
  private static final Set<String> KNOWN =
      Set.of(
          "gateway.app",
          "gateway.lenient",
          "gateway.lint",
          "gateway.threads",
          "gateway.trusted-proxies");

  // Read by bridge-python's factory, which checks those of its own prefix itself.
  private static final String PYTHON = "gateway.python.";
  private static final Set<String> KNOWN_WITH_PYTHON =
      Set.of("gateway.graceful-timeout", "gateway.timeout");

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
    String value = all.get(name);
    return value == null || value.isBlank() ? null : value.strip();
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

  /** Returns a number of at least 1, 0 if there is none. */
  int count(String name) throws UnavailableException {
    String value = text(name);
    if (value == null) {
      return 0;
    }
    try {
      int count = Integer.parseInt(value);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // refused below, like 0 and less
    }
    throw wrong(name, value, "a whole number of at least 1");
  }

  private static UnavailableException wrong(String name, String value, String wanted) {
    return new UnavailableException(
        "Init parameter " + name + " is " + Escaped.quoted(value) + "; give " + wanted);
  }
}
