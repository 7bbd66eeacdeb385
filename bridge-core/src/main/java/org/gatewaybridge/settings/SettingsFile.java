package org.gatewaybridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gatewaybridge.logging.Escaped;

/**
 * The file with the settings of all apps of a server, which {@code gateway.settings} names: a
 * properties file in UTF-8 whose keys are {@code gateway.timeout} for all apps, {@code
 * /shop/gateway.timeout} for the app at the context path {@code /shop}, {@code /gateway.timeout}
 * for the one at the root, and {@code //shop.example/shop/gateway.timeout} for the app of one
 * virtual host.
 */
final class SettingsFile {
  static final String NAME = "gateway.settings";

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Map<String, String> entries = new TreeMap<>();

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read, or has two entries for one name
   */
  SettingsFile(String name) {
    Path path = Path.of(name);
    Properties properties =
        new Properties() {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Object put(Object key, Object value) {
            if (entries.putIfAbsent((String) key, (String) value) != null) {
              throw new IllegalArgumentException("it has two entries " + Escaped.quoted(key + ""));
            }
            return value;
          }
        };
    try (BufferedReader lines = Files.newBufferedReader(path, UTF_8)) {
      lines.mark(1);
      if (lines.read() != BYTE_ORDER_MARK) { // Windows' editors begin with one
        lines.reset();
      }
      properties.load(lines);
    } catch (IOException | IllegalArgumentException e) {
      String why = e instanceof IOException ? e.toString() : e.getMessage();
      throw new IllegalArgumentException(
          NAME
              + " names "
              + Escaped.quoted(name)
              + ", which cannot be used ("
              + (Files.isDirectory(path) ? "it is a folder" : why)
              + "); give a properties file in UTF-8",
          e);
    }
  }

  /** Returns the entries for all apps: those without a path, and those whose path is none. */
  Map<String, String> ofAll() {
    Map<String, String> all = new TreeMap<>(entries);
    all.keySet().removeIf(key -> key.startsWith("/"));
    return all;
  }

  /**
   * Returns the entries for one app.
   *
   * @param host the virtual host's name; asked for only if the file names hosts
   */
  Map<String, String> of(String contextPath, Supplier<String> host) {
    Map<String, String> all = below(decoded(contextPath) + "/");
    if (entries.keySet().stream().anyMatch(key -> key.startsWith("//"))) {
      all.putAll(below("//" + host.get().toLowerCase(Locale.ROOT) + decoded(contextPath) + "/"));
    }
    return all;
  }

  private Map<String, String> below(String place) {
    Map<String, String> some = new TreeMap<>();
    entries.forEach(
        (key, value) -> {
          int name = key.lastIndexOf('/') + 1;
          if (place(key.substring(0, name)).equals(place)
              && some.put(key.substring(name), value) != null) {
            throw new IllegalArgumentException(
                NAME
                    + " names a file with two entries "
                    + Escaped.quoted(key.substring(name))
                    + " for one app, in other spellings of its path; leave one of them");
          }
        });
    return some;
  }

  private static String place(String written) {
    int end = written.startsWith("//") ? written.indexOf('/', 2) : 0;
    return written.substring(0, end).toLowerCase(Locale.ROOT) + decoded(written.substring(end));
  }

  /** Containers differ in whether a context path is percent-encoded. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }
}
