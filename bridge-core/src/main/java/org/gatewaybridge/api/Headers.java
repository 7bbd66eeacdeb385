package org.gatewaybridge.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and changes lists of response headers. Names are compared without regard to case, and order
 * is kept.
 */
public final class Headers {
  private Headers() {}

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
    @SuppressWarnings({"unchecked", "rawtypes"}) // no array of a generic type can be made
    Map.Entry<String, String>[] headers = new Map.Entry[namesAndValues.length / 2];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = Map.entry(namesAndValues[2 * i], namesAndValues[2 * i + 1]);
    }
    return List.of(headers);
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
