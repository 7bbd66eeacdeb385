package org.gatewaybridge.settings;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;

/**
 * The settings of one app on this server. Each can be set in several {@link Parameters#sources
 * sources}, and the first that has a value wins: what the operator sets for this app alone (in the
 * file of {@code gateway.settings}, or by the container's own context parameters), then for the
 * whole server (a system property of that name, an environment variable such as {@code
 * GATEWAY_POOL_SIZE}, the file), then the parameter in the WAR, then the default. A blank value
 * counts as none.
 *
 * <p>It records what was read, so that all settings can be shown.
 */
public final class Settings {
  private static final String HIDDEN = "(hidden)";
  private static final int MOST_THREADS = 100_000; // no machine runs more

  private final List<SettingsSource> sources;
  private final Map<String, Effective> effective = new TreeMap<>();

  /**
   * A setting that was read.
   *
   * @param value "" if there is none
   * @param source where the value is set, "default" if nowhere
   */
  public record Effective(String name, String value, String source) {}

  /** Makes settings from parameters, and from properties and variables by their names. */
  public Settings(
      Map<String, String> parameters,
      Map<String, String> properties,
      Map<String, String> environment) {
    sources = Parameters.sources(parameters, properties, environment);
  }

  /** Makes settings from parameters, and from this process's properties and environment. */
  public static Settings of(Map<String, String> parameters) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return new Settings(parameters, properties, System.getenv());
  }

  /** Returns where settings can be set, in the order in which they win. */
  List<SettingsSource> sources() {
    return sources;
  }

  /** Returns what was read so far, by name. */
  public Collection<Effective> effective() {
    return Collections.unmodifiableCollection(effective.values());
  }

  /** Returns what was read: name, value and source of each, with tabs between them. */
  public List<String> lines() {
    return effective.values().stream()
        .map(one -> one.name() + '\t' + Escaped.text(one.value()) + '\t' + one.source())
        .toList();
  }

  /** Returns what was read and has a value, as one line for the log. */
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
        sources.stream()
            .flatMap(source -> given(source, name).stream())
            .findFirst()
            .orElse(new Effective(name, otherwise, "default")));
  }

  /** Returns a parameter that only the WAR can set; "" if there is none. */
  public String ofWar(String name) {
    return kept(
        sources.stream()
            .filter(source -> source.kind() == SettingsSource.Kind.WAR)
            .flatMap(source -> given(source, name).stream())
            .findFirst()
            .orElse(new Effective(name, "", "default")));
  }

  /**
   * Returns all settings whose names begin so, by the rest of their names. Their values are secret:
   * they are never shown, and returned exactly as written, even if empty.
   */
  public Map<String, String> secrets(String prefix) {
    Map<String, String> all = new TreeMap<>();
    for (SettingsSource source : sources) {
      String begin = source.key(prefix);
      source
          .values()
          .forEach(
              (key, value) -> {
                String rest = key.startsWith(begin) ? key.substring(begin.length()) : "";
                if (!rest.isEmpty() && all.putIfAbsent(rest, value) == null) {
                  kept(
                      new Effective(
                          prefix + rest,
                          HIDDEN,
                          source.kind() == SettingsSource.Kind.ENVIRONMENT
                              ? source.label() + " " + key
                              : source.label()));
                }
              });
    }
    return all;
  }

  private static Optional<Effective> given(SettingsSource source, String name) {
    String value = source.get(name);
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new Effective(name, value.strip(), source.source(name)));
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
    List<String> words = Arrays.stream(all).map(each -> each.name().toLowerCase(ROOT)).toList();
    return all[words.indexOf(oneOf(name, otherwise.name().toLowerCase(ROOT), words))];
  }

  /** Returns true or false. */
  public boolean flag(String name, boolean otherwise) {
    return oneOf(name, Boolean.toString(otherwise), List.of("true", "false")).equals("true");
  }

  /** Returns a number of at least {@code least}. */
  public int count(String name, int otherwise, int least) {
    return number(name, otherwise, least, "a whole number of at least " + least);
  }

  /** Returns a number of threads or processes, at least {@code least}. */
  public int threads(String name, int otherwise, int least) {
    int number = count(name, otherwise, least);
    if (number > MOST_THREADS) {
      throw wrong(name, "at most " + MOST_THREADS);
    }
    return number;
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

  /** Returns a number of bytes: {@code 300}, {@code 64k}, {@code 10m}. */
  public long bytes(String name, String fallback) {
    String value = text(name, fallback).toLowerCase(ROOT);
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

  /** Returns the exception for a wrong value; its message says where the value is set. */
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
    return text.substring(0, 1).toUpperCase(ROOT) + text.substring(1);
  }
}
