package org.gatewaybridge.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The parameters that a WAR brings: those of the servlet, and behind them the context's. */
final class InitParameters {
  private InitParameters() {}

  static Map<String, String> of(ServletConfig config) {
    Map<String, String> all = new TreeMap<>();
    ServletContext context = config.getServletContext();
    Collections.list(context.getInitParameterNames())
        .forEach(name -> all.put(name, context.getInitParameter(name)));
    Collections.list(config.getInitParameterNames())
        .forEach(name -> all.put(name, config.getInitParameter(name)));
    return Collections.unmodifiableMap(all);
  }
}
