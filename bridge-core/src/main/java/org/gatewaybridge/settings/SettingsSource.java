package org.gatewaybridge.settings;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place where settings can be set.
 *
 * @param label what users call it
 * @param values by the names that settings have there
 */
public record SettingsSource(Kind kind, String label, Map<String, String> values) {

  /** Who sets what is there. */
  public enum Kind {
    /** The operator, for one app or for all; an unknown name may be meant for others. */
    SERVER,
    /** The operator, in the settings file, which has nothing else in it. */
    FILE,
    /** The operator, under names such as {@code GATEWAY_POOL_SIZE}. */
    ENVIRONMENT,
    /** The WAR, where an unknown name is a mistake. */
    WAR
  }

  /** Returns the value as it is written there, null if there is none. */
  @Nullable String get(String name) {
    return values.get(key(name));
  }

  /** Returns what a setting, or the beginning of its name, is called there. */
  String key(String name) {
    return kind == Kind.ENVIRONMENT ? variable(name) : name;
  }

  /** Returns where a setting is set. */
  String source(String name) {
    return kind == Kind.ENVIRONMENT ? label + " " + key(name) : label;
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
