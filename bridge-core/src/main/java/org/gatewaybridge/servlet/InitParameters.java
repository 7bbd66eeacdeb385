package org.gatewaybridge.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.gatewaybridge.settings.Parameters;

/**
 * The parameters of a WAR: those of the servlet, and then those of the context. A context parameter
 * that is not in the WAR's descriptors comes from the container's own configuration.
 */
final class InitParameters {
  private InitParameters() {}

  static Parameters of(ServletConfig config) {
    ServletContext context = config.getServletContext();
    Map<String, String> war = all(context.getInitParameterNames(), context::getInitParameter);
    Map<String, String> container = new TreeMap<>();
    if (war.keySet().stream().anyMatch(name -> name.startsWith("gateway."))) {
      Map<String, String> written = DescriptorParameters.of(context, war);
      container.putAll(war);
      written.forEach(
          (name, value) -> {
            if (value.strip().equals(container.getOrDefault(name, "").strip())) {
              container.remove(name);
            }
          });
      war.keySet().removeAll(container.keySet());
    }
    war.putAll(all(config.getInitParameterNames(), config::getInitParameter));
    return new Parameters(war, container, context.getContextPath(), () -> host(context));
  }

  private static Map<String, String> all(
      Enumeration<String> names, UnaryOperator<String> parameter) {
    Map<String, String> all = new TreeMap<>();
    Collections.list(names).forEach(name -> all.put(name, parameter.apply(name)));
    return all;
  }

  /** Tomcat puts the engine's name before it. */
  private static String host(ServletContext context) {
    String name = context.getVirtualServerName();
    return name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
  }
}
