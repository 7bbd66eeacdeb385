package org.gatewaybridge.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;

/**
 * The bridge's own parameters as they hold for one app on this server. Each may stand in several
 * {@link Parameters#places places}, and the first of them counts: what the operator says of this
 * app alone (in the file of {@code gateway.settings}, by the container's own context parameters),
 * then of the whole server (a system property of the name, an environment variable such as {@code
 * GATEWAY_POOL_SIZE}, the file), then the parameter that the WAR brings, then the default. Blank
 * means that there is none.
 *
 * <p>It remembers what was asked for, so that the whole can be shown.
 */
public final class Settings {
  private static final String HIDDEN = "(hidden)";

  private final List<Place> places;
  private final Map<String, Effective> effective = new TreeMap<>();

  /**
   * A setting that was asked for.
   *
   * @param value "" if there is none
   * @param source where the value stands, "default" if nowhere
   */
  public record Effective(String name, String value, String source) {}

  /** Makes settings of parameters, and of properties and variables by their names. */
  public Settings(
      Map<String, String> parameters,
      Map<String, String> properties,
      Map<String, String> environment) {
    places = Parameters.places(parameters, properties, environment);
  }

  /** Makes settings of parameters, and of this process's properties and environment. */
  public static Settings of(Map<String, String> parameters) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return new Settings(parameters, properties, System.getenv());
  }

  /** Returns where settings may stand, first what counts first. */
  List<Place> places() {
    return places;
  }

  /** Returns what was asked for so far, by name. */
  public Collection<Effective> effective() {
    return Collections.unmodifiableCollection(effective.values());
  }

  /** Returns what was asked for: name, value and source of each, with tabs between them. */
  public List<String> lines() {
    return effective.values().stream()
        .map(one -> one.name() + '\t' + Escaped.text(one.value()) + '\t' + one.source())
        .toList();
  }

  /** Returns what was asked for and has a value, as one line for the log. */
  @Override
  public String toString() {
    return effective.values().stream()
        .filter(one -> !one.value().isEmpty())
        .map(Settings::shown)
        .collect(Collectors.joining(", "));
  }

  private static String shown(Effective one) {
    String text = one.name() + '=' + Escaped.text(one.value());
    return one.source().equals("default") || one.source().equals("parameter")
        ? text
        : text + " (" + one.source() + ')';
  }

  /** Returns a text, {@code otherwise} if there is none. */
  public String text(String name, String otherwise) {
    return kept(
        places.stream()
            .flatMap(place -> given(place, name).stream())
            .findFirst()
            .orElse(new Effective(name, otherwise, "default")));
  }

  /** Returns a parameter that is the WAR's own matter, which the server cannot override; or "". */
  public String ofWar(String name) {
    return kept(
        places.stream()
            .filter(place -> place.kind() == Place.Kind.WAR)
            .flatMap(place -> given(place, name).stream())
            .findFirst()
            .orElse(new Effective(name, "", "default")));
  }

  /** Whether the WAR has a parameter whose name begins so. */
  public boolean isOfWar(String prefix) {
    return places.stream()
        .filter(place -> place.kind() == Place.Kind.WAR)
        .anyMatch(
            place -> place.values().keySet().stream().anyMatch(key -> key.startsWith(prefix)));
  }

  /**
   * Returns all settings whose names begin so, by the rest of their names. Their values are secret:
   * they are shown nowhere, and are as they were written, be it empty.
   */
  public Map<String, String> secrets(String prefix) {
    Map<String, String> all = new TreeMap<>();
    for (Place place : places) {
      String begin = place.key(prefix);
      place
          .values()
          .forEach(
              (key, value) -> {
                String rest = key.startsWith(begin) ? key.substring(begin.length()) : "";
                if (!rest.isEmpty() && all.putIfAbsent(rest, value) == null) {
                  kept(
                      new Effective(
                          prefix + rest,
                          HIDDEN,
                          place.kind() == Place.Kind.ENVIRONMENT
                              ? place.label() + " " + key
                              : place.label()));
                }
              });
    }
    return all;
  }

  private static Optional<Effective> given(Place place, String name) {
    String value = place.get(name);
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new Effective(name, value.strip(), place.source(name)));
  }

  private String kept(Effective found) {
    effective.put(found.name(), found);
    return found.value();
  }

  /** Returns one of some words. */
  public String oneOf(String name, String otherwise, List<String> words) {
    String value = text(name, otherwise);
    if (words.contains(value)) {
      return value;
    }
    int last = words.size() - 1;
    throw wrong(name, String.join(", ", words.subList(0, last)) + " or " + words.get(last));
  }

  /** Returns one of the constants of an enum, which is written in lower case. */
  public <E extends Enum<E>> E oneOf(String name, E otherwise) {
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    List<String> words = Arrays.stream(all).map(Settings::word).toList();
    return all[words.indexOf(oneOf(name, word(otherwise), words))];
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether it is true. */
  public boolean flag(String name, boolean otherwise) {
    return oneOf(name, Boolean.toString(otherwise), List.of("true", "false")).equals("true");
  }

  /** Returns a number of at least {@code least}. */
  public int count(String name, int otherwise, int least) {
    return number(name, otherwise, least, "a whole number of at least " + least);
  }

  /** Returns a number of seconds. */
  public int seconds(String name, int otherwise) {
    return number(name, otherwise, 0, "a whole number of seconds");
  }

  private int number(String name, int otherwise, int least, String wanted) {
    String value = text(name, Integer.toString(otherwise));
    if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least) {
      return Integer.parseInt(value);
    }
    throw wrong(name, wanted);
  }

  /** Returns a number of bytes, 0 if there is none: {@code 300}, {@code 64k}, {@code 10m}. */
  public long bytes(String name) {
    return bytes(name, "0");
  }

  /** Returns a number of bytes: {@code 300}, {@code 64k}, {@code 10m}. */
  public long bytes(String name, String fallback) {
    String value = text(name, fallback).toLowerCase(Locale.ROOT);
    if (!value.matches("\\d{1,9}[kmg]?")) {
      throw wrong(name, "a number of bytes with k, m or g behind it, for example 300m");
    }
    int last = value.length() - 1;
    int shift = 10 * (1 + "kmg".indexOf(value.charAt(last)));
    return Long.parseLong(shift == 0 ? value : value.substring(0, last)) << shift;
  }

  /** Returns a path such as {@code /health}, "" if there is none. */
  public String path(String name) {
    String value = text(name, "");
    if (value.isEmpty() || isPath(value)) {
      return value;
    }
    throw wrong(name, "a path that begins with a slash and does not end with one, as /health");
  }

  /** Returns paths such as {@code /static /media}, separated by spaces or commas. */
  public List<String> paths(String name) {
    String value = text(name, "");
    List<String> paths = value.isEmpty() ? List.of() : List.of(value.split("[,\\s]+"));
    if (!paths.stream().allMatch(Settings::isPath)) {
      throw wrong(name, "paths that begin with a slash and do not end with one, as /static /media");
    }
    return paths;
  }

  private static boolean isPath(String value) {
    return value.matches("(/[^/\\\\]+)+");
  }

  /** Makes the exception for the value of a setting that was asked for; it says where it stands. */
  public IllegalArgumentException wrong(String name, String wanted) {
    Effective found = effective.getOrDefault(name, new Effective(name, "", "default"));
    String source =
        switch (found.source()) {
          case "parameter", "default" -> "Init parameter " + name;
          default ->
              found.source().startsWith("environment")
                  ? capital(found.source())
                  : capital(found.source()) + " " + name;
        };
    return new IllegalArgumentException(
        source + " is " + Escaped.quoted(found.value()) + "; give " + wanted);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
