package org.gatewaybridge.matrix;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in a JSON document and the way to it, such as {@code cases[3].results.tomcat11}, for
 * errors that say where. All methods throw {@link Refused} for a value that is not as asked.
 */
record JsonPlace(String way, JsonElement value) {

  /** A document that is not as wanted. */
  static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message);
    }
  }

  Map<String, JsonPlace> entries() {
    if (!value.isJsonObject()) {
      throw refused("an object");
    }
    Map<String, JsonPlace> entries = new LinkedHashMap<>();
    value
        .getAsJsonObject()
        .asMap()
        .forEach((key, inner) -> entries.put(key, new JsonPlace(inside(key), inner)));
    return entries;
  }

  List<JsonPlace> items() {
    if (!value.isJsonArray()) {
      throw refused("an array");
    }
    List<JsonPlace> items = new ArrayList<>();
    for (JsonElement item : value.getAsJsonArray()) {
      items.add(new JsonPlace(way + "[" + items.size() + "]", item));
    }
    return items;
  }

  Optional<JsonPlace> maybe(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  JsonPlace at(String key) {
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
      // Said below, for this is a number but not a whole one.
    }
    throw refused("a whole number");
  }

  Refused refused(String wanted) {
    return new Refused(
        (way.isEmpty() ? "it" : way)
            + " is "
            + Excerpt.of(Visible.line(value.toString()), 60)
            + "; wanted "
            + wanted);
  }

  private String inside(String key) {
    return way.isEmpty() ? key : way + "." + key;
  }
}
