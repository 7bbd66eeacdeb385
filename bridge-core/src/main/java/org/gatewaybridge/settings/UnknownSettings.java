package org.gatewaybridge.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Catalogue.Setting;

/** Finds what is called as a setting of the bridge would be, and has no effect where it stands. */
public final class UnknownSettings {
  private static final String PREFIX = "gateway.";
  private static final String PYTHON = "gateway.python.";

  private final Settings settings;
  private final Catalogue catalogue;

  /** Looks at all places of some settings. */
  public UnknownSettings(Settings settings, Catalogue catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
  }

  /**
   * Refuses what the WAR says to no effect.
   *
   * @param prefix with which names begin that are looked at
   * @throws IllegalArgumentException which says what to do
   */
  public void refuseOfWar(String prefix) {
    for (Place place : settings.places()) {
      for (String key : keys(place, prefix)) {
        if (place.kind() == Place.Kind.WAR) {
          fault(place, key)
              .ifPresent(
                  fault -> {
                    throw new IllegalArgumentException(
                        "Init parameter " + Escaped.quoted(key) + fault + known(prefix));
                  });
        }
      }
    }
  }

  private String known(String prefix) {
    return catalogue.settings().stream()
        .map(Setting::name)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .collect(Collectors.joining(", ", "; " + prefix + "* knows ", ""));
  }

  /**
   * Returns a sentence for each name on the server that has no effect. A variable of the
   * environment may be meant for others: it is told only if it looks like a setting.
   */
  public List<String> ofServer() {
    List<String> told = new ArrayList<>();
    for (Place place : settings.places()) {
      if (place.kind() != Place.Kind.WAR && !isOfMaven(place)) {
        for (String key : keys(place, PREFIX)) {
          fault(place, key)
              .ifPresent(fault -> told.add(place.label() + " " + Escaped.quoted(key) + fault));
        }
      }
    }
    return told;
  }

  /** Whether these are the properties of a Maven, whose plugin has parameters of that prefix. */
  private static boolean isOfMaven(Place place) {
    return place.kind() == Place.Kind.SERVER && place.values().containsKey("maven.home");
  }

  private static Set<String> keys(Place place, String prefix) {
    TreeSet<String> keys = new TreeSet<>(place.values().keySet());
    String begin = place.key(prefix);
    keys.removeIf(key -> place.kind() != Place.Kind.FILE && !key.startsWith(begin));
    return keys;
  }

  /** Says why a name has no effect, if so. */
  private Optional<String> fault(Place place, String key) {
    Optional<Setting> known =
        catalogue.settings().stream().filter(setting -> setting.covers(place, key)).findFirst();
    if (known.isPresent()) {
      return misplaced(place, known.get());
    }
    boolean python = key.startsWith(place.key(PYTHON));
    if (python && !catalogue.has(PYTHON)) {
      return Optional.empty(); // of other apps
    }
    if (place.kind() == Place.Kind.ENVIRONMENT && !python && !catalogue.isNear(key)) {
      return Optional.empty();
    }
    return Optional.of(" is unknown; the nearest setting is " + place.key(catalogue.nearest(key)));
  }

  private static Optional<String> misplaced(Place place, Setting setting) {
    boolean war = place.kind() == Place.Kind.WAR;
    return switch (setting.where()) {
      case "war" ->
          war ? Optional.empty() : Optional.of(" has no effect here; it belongs in web.xml");
      case "server" ->
          war || place.kind() == Place.Kind.FILE
              ? Optional.of(" has no effect here; make it a system property of the server")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
