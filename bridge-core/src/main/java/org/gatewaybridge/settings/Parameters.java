package org.gatewaybridge.settings;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The parameters of a deployment as a map, together with what is needed to find the settings that
 * the operator has set for this app alone.
 */
public final class Parameters extends AbstractMap<String, String> {
  private final Map<String, String> war;
  private final Map<String, String> container;
  private final String contextPath;
  private final Supplier<String> host;
  private final Map<String, String> all;

  /**
   * Makes parameters.
   *
   * @param war the parameters in the WAR's descriptor
   * @param container the parameters that the container's own configuration gives this app
   * @param host returns the name of the virtual host
   */
  public Parameters(
      Map<String, String> war,
      Map<String, String> container,
      String contextPath,
      Supplier<String> host) {
    this.war = war;
    this.container = container;
    this.contextPath = contextPath;
    this.host = host;
    Map<String, String> both = new TreeMap<>(container);
    both.putAll(war);
    this.all = Collections.unmodifiableMap(both);
  }

  /** Returns these parameters and one more, as if it were in the WAR. */
  public Parameters with(String name, String value) {
    Map<String, String> more = new TreeMap<>(war);
    more.put(name, value);
    return new Parameters(more, container, contextPath, host);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return all.entrySet();
  }

  /** Returns the sources of an app's settings; the first that has a value wins. */
  static List<SettingsSource> sources(
      Map<String, String> parameters,
      Map<String, String> properties,
      Map<String, String> environment) {
    SettingsSource server =
        new SettingsSource(SettingsSource.Kind.SERVER, "system property", properties);
    SettingsSource variables =
        new SettingsSource(SettingsSource.Kind.ENVIRONMENT, "environment variable", environment);
    String fileName =
        properties.getOrDefault(
            SettingsFile.NAME, environment.getOrDefault(variables.key(SettingsFile.NAME), ""));
    SettingsFile file = fileName.isBlank() ? null : new SettingsFile(fileName.strip());
    List<SettingsSource> sources = new ArrayList<>();
    Map<String, String> war = parameters;
    if (parameters instanceof Parameters deployed) {
      war = deployed.war;
      if (file != null) {
        sources.add(
            new SettingsSource(
                SettingsSource.Kind.FILE,
                "settings file, " + deployed.contextPath + "/",
                file.of(deployed.contextPath, deployed.host)));
      }
      sources.add(
          new SettingsSource(SettingsSource.Kind.SERVER, "context parameter", deployed.container));
    }
    sources.addAll(List.of(server, variables));
    if (file != null) {
      sources.add(new SettingsSource(SettingsSource.Kind.FILE, "settings file", file.ofAll()));
    }
    sources.add(new SettingsSource(SettingsSource.Kind.WAR, "parameter", war));
    return sources;
  }
}
