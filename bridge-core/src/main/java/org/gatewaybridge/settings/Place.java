package org.gatewaybridge.settings;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place where settings stand.
 *
 * @param label what a user calls it
 * @param values by the name that a setting has there
 */
public record Place(Kind kind, String label, Map<String, String> values) {

  /** Whose a place is. */
  public enum Kind {
    /** The operator's, for one app or for all; what is unknown there may be for others. */
    SERVER,
    /** The operator's settings file, in which nothing else has a place. */
    FILE,
    /** The operator's, where a setting is called {@code GATEWAY_POOL_SIZE}. */
    ENVIRONMENT,
    /** The WAR's, where what is unknown is a mistake. */
    WAR
  }

  /** Returns the value as it stands there, null if there is none. */
  @Nullable String get(String name) {
    return values.get(key(name));
  }

  /** Returns what a setting, or the beginning of its name, is called there. */
  String key(String name) {
    return kind == Kind.ENVIRONMENT ? variable(name) : name;
  }

  /** Says where a setting stands. */
  String source(String name) {
    return kind == Kind.ENVIRONMENT ? label + " " + key(name) : label;
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
