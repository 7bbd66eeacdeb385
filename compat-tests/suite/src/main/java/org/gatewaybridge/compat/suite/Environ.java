package org.gatewaybridge.compat.suite;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.wire.RawResponse;
import org.jspecify.annotations.Nullable;

/** An environ as the app saw it: types and values by key. */
public record Environ(Map<String, Value> values) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  /** A value and the name of its type; the text of what is not text, truth value or list is "". */
  public record Value(String type, String text) {}

  /** Reads the answer of the compat app's echo. */
  public static Environ of(RawResponse echo) {
    if (echo.code() != 200) {
      throw new AssertionError("no echo of the environ: " + echo);
    }
    Map<String, Value> values = new TreeMap<>();
    for (String line : echo.text().split("\n", -1)) {
      if (!line.isEmpty()) {
        String[] parts = line.split("\t", -1);
        values.put(unescape(parts[0]), new Value(parts[1], unescape(parts[2])));
      }
    }
    return new Environ(values);
  }

  static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }

  /** The text under a key; null if there is no such key. */
  public @Nullable String get(String key) {
    Value value = values.get(key);
    return value == null ? null : value.text();
  }

  /** The type under a key; "absent" if there is no such key. */
  String type(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::type).orElse("absent");
  }

  public Set<String> keys() {
    return values.keySet();
  }

  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    values.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    return lines.toString();
  }
}
