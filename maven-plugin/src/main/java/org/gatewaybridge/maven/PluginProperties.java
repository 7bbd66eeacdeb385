package org.gatewaybridge.maven;

import java.util.Collection;
import java.util.List;
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

/** The properties that Maven was given, and those that set parameters of this plugin's goals. */
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

  /** Returns the properties that set parameters, from the plugin's descriptor. */
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

  /** Returns a sentence for each setting of the server: it has no effect on this goal. */
  static List<String> withoutEffect(
      Collection<String> settings, MavenSession session, MojoExecution execution) {
    Map<String, String> given = given(session);
    return settings.stream()
        .map(
            name ->
                (given.containsKey(name) ? "-D" : "Property ")
                    + name
                    + " has no effect on gateway:"
                    + execution.getGoal()
                    + ": it is a setting of the server. For a setting in the WAR, put it into"
                    + " <initParams> in pom.xml")
        .toList();
  }
}
