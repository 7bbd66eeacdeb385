package org.gatewaybridge.packaging.requirements;

import io.github.wasabithumb.jtoml.JToml;
import io.github.wasabithumb.jtoml.except.TomlException;
import io.github.wasabithumb.jtoml.key.TomlKey;
import io.github.wasabithumb.jtoml.value.TomlValue;
import io.github.wasabithumb.jtoml.value.table.TomlTable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * A table of a TOML file. A key that is absent is an empty value; one of another type is refused.
 *
 * @param file the file, for messages
 * @param entries maps, lists, and single values
 */
record Table(Path file, Map<String, Object> entries) {
  private static final String BOM = "\uFEFF";
  private static final String REMEDY = "; mend it, or make it anew with the tool that wrote it";

  /**
   * Reads a file.
   *
   * @throws PackagingRefused if it is no TOML
   */
  static Table read(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new Table(
          file, map(JToml.jToml().readFromString(text.startsWith(BOM) ? text.substring(1) : text)));
    } catch (CharacterCodingException e) {
      throw new PackagingRefused(file + " is not in UTF-8, as TOML must be; save it so", e);
    } catch (StackOverflowError e) { // the parser calls itself for each level
      throw new PackagingRefused(file + " has tables or arrays in each other too deep" + REMEDY, e);
    } catch (TomlException e) {
      throw new PackagingRefused(
          file + " is no TOML: " + Messages.quoted(String.valueOf(e.getMessage())) + REMEDY, e);
    }
  }

  private static Map<String, Object> map(TomlTable table) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (TomlKey key : table.keys(false)) {
      TomlValue value = table.get(key);
      if (value != null) {
        map.put(key.get(0), plain(value));
      }
    }
    return map;
  }

  private static Object plain(TomlValue value) {
    if (value.isTable()) {
      return map(value.asTable());
    }
    if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.asArray().forEach(item -> list.add(plain(item)));
      return list;
    }
    return value.asPrimitive().value();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Set<String> keys() {
    return entries.keySet();
  }

  Optional<String> text(String key) {
    return value(key, String.class);
  }

  /** Returns a number as a text. */
  Optional<String> number(String key) {
    return value(key, Long.class).map(String::valueOf);
  }

  /** Returns a table; an empty one if there is none. */
  Table table(String key) {
    return value(key, Map.class).map(this::of).orElseGet(() -> new Table(file, Map.of()));
  }

  List<Table> tables(String key) {
    return list(key, Map.class).stream().map(this::of).toList();
  }

  List<String> texts(String key) {
    return list(key, String.class);
  }

  private Table of(Map<?, ?> map) {
    Map<String, Object> entries = new LinkedHashMap<>();
    map.forEach((name, value) -> entries.put((String) name, value));
    return new Table(file, entries);
  }

  private <T> List<T> list(String key, Class<T> type) {
    List<?> list = value(key, List.class).orElse(List.of());
    return list.stream().<T>map(item -> typed(key, item, type)).toList();
  }

  private <T> Optional<T> value(String key, Class<T> type) {
    return Optional.ofNullable(entries.get(key)).map(value -> typed(key, value, type));
  }

  private <T> T typed(String key, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new PackagingRefused(
          file + " has something else than its format wants as " + Messages.quoted(key) + REMEDY);
    }
    return type.cast(value);
  }
}
