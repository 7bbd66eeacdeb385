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
 * The parameters of a deployment, as a map, and with them what is needed to find the settings that
 * its operator has for this app alone.
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
   * @param war those of the WAR's descriptor
   * @param container those that the container's own configuration gives this app
   * @param host tells the name of the virtual host
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

  /** Returns the same with one more, as if it were of the WAR. */
  public Parameters with(String name, String value) {
    Map<String, String> more = new TreeMap<>(war);
    more.put(name, value);
    return new Parameters(more, container, contextPath, host);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return all.entrySet();
  }

  /** Returns the places of an app's settings; what stands in the first of them counts. */
  static List<Place> places(
      Map<String, String> parameters,
      Map<String, String> properties,
      Map<String, String> environment) {
    Place server = new Place(Place.Kind.SERVER, "system property", properties);
    Place variables = new Place(Place.Kind.ENVIRONMENT, "environment variable", environment);
    String fileName =
        properties.getOrDefault(
            SettingsFile.NAME, environment.getOrDefault(variables.key(SettingsFile.NAME), ""));
    SettingsFile file = fileName.isBlank() ? null : new SettingsFile(fileName.strip());
    List<Place> places = new ArrayList<>();
    Map<String, String> war = parameters;
    if (parameters instanceof Parameters deployed) {
      war = deployed.war;
      if (file != null) {
        places.add(
            new Place(
                Place.Kind.FILE,
                "settings file, " + deployed.contextPath + "/",
                file.of(deployed.contextPath, deployed.host)));
      }
      places.add(new Place(Place.Kind.SERVER, "context parameter", deployed.container));
    }
    places.addAll(List.of(server, variables));
    if (file != null) {
      places.add(new Place(Place.Kind.FILE, "settings file", file.ofAll()));
    }
    places.add(new Place(Place.Kind.WAR, "parameter", war));
    return places;
  }
}
