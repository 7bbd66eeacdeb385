package org.gatewaybridge.matrix;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in a JSON document and its path, such as {@code cases[3].results.tomcat11}, for messages.
 * All methods throw {@link Refused} for a value of another kind than expected.
 */
record JsonLocation(String way, JsonElement value) {

  /** Thrown when a document is not as expected. */
  static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message);
    }
  }

  Map<String, JsonLocation> entries() {
    if (!value.isJsonObject()) {
      throw refused("an object");
    }
    Map<String, JsonLocation> entries = new LinkedHashMap<>();
    value
        .getAsJsonObject()
        .asMap()
        .forEach((key, inner) -> entries.put(key, new JsonLocation(inside(key), inner)));
    return entries;
  }

  List<JsonLocation> items() {
    if (!value.isJsonArray()) {
      throw refused("an array");
    }
    List<JsonLocation> items = new ArrayList<>();
    for (JsonElement item : value.getAsJsonArray()) {
      items.add(new JsonLocation(way + "[" + items.size() + "]", item));
    }
    return items;
  }

  Optional<JsonLocation> maybe(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  JsonLocation at(String key) {
    return maybe(key).orElseThrow(() -> new Refused(inside(key) + " is missing"));
  }

  String text() {
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
      throw refused("a text");
    }
    return primitive.getAsString();
  }

  long number() {
    try {
      if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
        return primitive.getAsBigDecimal().longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Refused below: this is a number, but not a whole one.
    }
    throw refused("a whole number");
  }

  Refused refused(String wanted) {
    return new Refused(
        (way.isEmpty() ? "it" : way)
            + " is "
            + Excerpt.of(VisibleText.line(value.toString()), 60)
            + "; wanted "
            + wanted);
  }

  private String inside(String key) {
    return way.isEmpty() ? key : way + "." + key;
  }
}
