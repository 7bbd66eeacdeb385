package org.gatewaybridge.api;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Makes and changes lists of response headers. Names are compared without regard to case, and order
 * is kept.
 */
public final class Headers {
  private Headers() {}

  /** Names and values in turn as a list of headers, each of which is made when it is asked for. */
  private static final class Pairs extends AbstractList<Map.Entry<String, String>>
      implements RandomAccess {
    private final String[] namesAndValues;

    Pairs(String[] namesAndValues) {
      for (String text : namesAndValues) {
        Objects.requireNonNull(text);
      }
      this.namesAndValues = namesAndValues;
    }

    @Override
    public Map.Entry<String, String> get(int index) {
      return Map.entry(namesAndValues[2 * index], namesAndValues[2 * index + 1]);
    }

    @Override
    public int size() {
      return namesAndValues.length / 2;
    }
  }

  /**
   * Makes a list of headers from names and values in turn.
   *
   * @return an unmodifiable list
   * @throws IllegalArgumentException if a name has no value
   */
  public static List<Map.Entry<String, String>> of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Headers.of got "
              + namesAndValues.length
              + " strings; give it name, value, name, value, and so on");
    }
    return new Pairs(namesAndValues.clone());
  }

  /** Returns the value of the first header of that name, empty if there is none. */
  public static Optional<String> first(List<Map.Entry<String, String>> headers, String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return Optional.of(header.getValue());
      }
    }
    return Optional.empty();
  }

  /** Returns a new, modifiable list without the headers of that name. */
  public static List<Map.Entry<String, String>> without(
      List<Map.Entry<String, String>> headers, String name) {
    List<Map.Entry<String, String>> kept = new ArrayList<>(headers);
    kept.removeIf(header -> header.getKey().equalsIgnoreCase(name));
    return kept;
  }

  /** Returns a new, modifiable list with that one header of its name, at the end. */
  public static List<Map.Entry<String, String>> with(
      List<Map.Entry<String, String>> headers, String name, String value) {
    List<Map.Entry<String, String>> changed = without(headers, name);
    changed.add(Map.entry(name, value));
    return changed;
  }

  /**
   * Returns a new, modifiable list with one more header at the end, beside any of the same name.
   */
  public static List<Map.Entry<String, String>> plus(
      List<Map.Entry<String, String>> headers, String name, String value) {
    List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
    changed.add(Map.entry(name, value));
    return changed;
  }
}
