package org.gatewaybridge.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Catalogue.Setting;

/** Finds names that look like settings of the bridge but have no effect where they are set. */
public final class UnknownSettings {
  private static final String PREFIX = "gateway.";
  private static final String PYTHON = "gateway.python.";

  private final Settings settings;
  private final Catalogue catalogue;

  /** Looks at all sources of settings. */
  public UnknownSettings(Settings settings, Catalogue catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
  }

  /**
   * Refuses parameters of the WAR that have no effect.
   *
   * @param prefix how the names begin that are checked
   * @throws IllegalArgumentException if there is one; its message says what to do
   */
  public void refuseOfWar(String prefix) {
    for (SettingsSource source : settings.sources()) {
      for (String key : keys(source, prefix)) {
        if (source.kind() == SettingsSource.Kind.WAR) {
          fault(source, key)
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
   * environment may be meant for others: it is reported only if it looks like a setting.
   */
  public List<String> ofServer() {
    List<String> told = new ArrayList<>();
    for (SettingsSource source : settings.sources()) {
      if (source.kind() != SettingsSource.Kind.WAR && !isOfMaven(source)) {
        for (String key : keys(source, PREFIX)) {
          fault(source, key)
              .ifPresent(fault -> told.add(source.label() + " " + Escaped.quoted(key) + fault));
        }
      }
    }
    return told;
  }

  /** Whether these are the properties of a Maven, whose plugin has parameters of that prefix. */
  private static boolean isOfMaven(SettingsSource source) {
    return source.kind() == SettingsSource.Kind.SERVER && source.values().containsKey("maven.home");
  }

  private static Set<String> keys(SettingsSource source, String prefix) {
    TreeSet<String> keys = new TreeSet<>(source.values().keySet());
    String begin = source.key(prefix);
    keys.removeIf(key -> source.kind() != SettingsSource.Kind.FILE && !key.startsWith(begin));
    return keys;
  }

  /** Returns why a name has no effect; empty if it has one. */
  private Optional<String> fault(SettingsSource source, String key) {
    Optional<Setting> known =
        catalogue.settings().stream().filter(setting -> setting.covers(source, key)).findFirst();
    if (known.isPresent()) {
      return misplaced(source, known.get());
    }
    boolean python = key.startsWith(source.key(PYTHON));
    if (python && !catalogue.has(PYTHON)) {
      return Optional.empty(); // meant for other apps
    }
    if (source.kind() == SettingsSource.Kind.ENVIRONMENT && !python && !catalogue.isNear(key)) {
      return Optional.empty();
    }
    if (source.kind() == SettingsSource.Kind.FILE && key.indexOf('/') > 0) {
      return Optional.of(" is unknown; begin the path of an app with a slash");
    }
    return Optional.of(" is unknown; the nearest setting is " + source.key(catalogue.nearest(key)));
  }

  private static Optional<String> misplaced(SettingsSource source, Setting setting) {
    boolean war = source.kind() == SettingsSource.Kind.WAR;
    return switch (setting.where()) {
      case "war" ->
          war ? Optional.empty() : Optional.of(" has no effect here; it belongs in web.xml");
      case "server" ->
          war || source.kind() == SettingsSource.Kind.FILE
              ? Optional.of(" has no effect here; make it a system property of the server")
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
