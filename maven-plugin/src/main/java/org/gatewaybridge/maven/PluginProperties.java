package org.gatewaybridge.maven;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** What Maven is given, and which of it sets parameters of this plugin's goals. */
final class PluginProperties {
  private PluginProperties() {}

  /** Returns what Maven was given: on its command line, in .mvn or in MAVEN_OPTS. */
  static Map<String, String> given(MavenSession session) {
    Map<String, String> given = all(session.getSystemProperties());
    given.putAll(all(session.getUserProperties()));
    return given;
  }

  /** Returns the properties of a POM and of the profiles that are active. */
  static Map<String, String> of(MavenProject project) {
    return all(project.getProperties());
  }

  private static Map<String, String> all(Properties properties) {
    Map<String, String> all = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      all.put(name, properties.getProperty(name, ""));
    }
    return all;
  }

  /** Returns the properties that set parameters, as the plugin's descriptor has them. */
  static Set<String> of(MojoExecution execution) {
    Set<String> properties = new TreeSet<>();
    for (MojoDescriptor goal : execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
      for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
        String expression = parameter.getValue("");
        if (expression.startsWith("${") && expression.endsWith("}")) {
          properties.add(expression.substring(2, expression.length() - 1));
        }
      }
    }
    return properties;
  }
}
