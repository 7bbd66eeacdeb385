package org.gatewaybridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * All settings that exist: those of the bridge, in {@code settings.tsv} beside this class, and
 * those of other jars, each in its {@code META-INF/gateway/settings.tsv}. Tests compare the tables
 * with what is read, with the documentation and with the Javadoc of GatewayServlet.
 */
public record Catalogue(List<Setting> settings) {
  /** Where another jar has its table. */
  private static final String TABLE = "META-INF/gateway/settings.tsv";

  /**
   * A setting.
   *
   * @param name with {@code *} at its end for any name that begins so
   * @param where any, or the only place where it may be set: war or server
   * @param kind text, word, flag, count, seconds, bytes, path, paths, list or secret
   * @param otherwise the default, as the documentation has it
   * @param sentence what it is, "" if the table does not say
   */
  public record Setting(String name, String where, String kind, String otherwise, String sentence) {
    static Setting parse(String line) {
      String[] columns = line.split("\t", -1);
      String sentence = columns.length > 4 ? columns[4] : "";
      return new Setting(columns[0], columns[1], columns[2], columns[3], sentence);
    }

    /** Whether it has the name in a source. */
    boolean covers(SettingsSource source, String key) {
      return name.endsWith("*")
          ? key.startsWith(source.key(name.substring(0, name.length() - 1)))
          : key.equals(source.key(name));
    }
  }

  /** Reads the bridge's own table, and those that a class loader finds. */
  public static Catalogue of(ClassLoader loader) {
    List<Setting> all = new ArrayList<>();
    try {
      read(Objects.requireNonNull(Catalogue.class.getResource("settings.tsv")), all);
      for (URL table : Collections.list(loader.getResources(TABLE))) {
        read(table, all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Catalogue(List.copyOf(all));
  }

  private static void read(URL table, List<Setting> all) throws IOException {
    URLConnection connection = table.openConnection();
    connection.setUseCaches(false); // else the jar stays open after a redeployment
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).map(Setting::parse).forEach(all::add);
    }
  }

  /** Whether there are settings whose names begin so. */
  boolean has(String prefix) {
    return settings.stream().anyMatch(setting -> setting.name().startsWith(prefix));
  }

  /** Whether a variable of the environment is a setting. */
  public boolean hasVariable(String name) {
    SettingsSource environment = new SettingsSource(SettingsSource.Kind.ENVIRONMENT, "", Map.of());
    return settings.stream().anyMatch(setting -> setting.covers(environment, name));
  }

  /**
   * Returns the known name that is most similar to another one, perhaps a variable's; "" if none.
   */
  String nearest(String name) {
    return settings.stream()
        .map(Setting::name)
        .min(
            Comparator.comparingInt((String known) -> distance(name, known))
                .thenComparing(Comparator.naturalOrder()))
        .orElse("");
  }

  /** Whether a name is so similar to a known one that it is probably a misspelling. */
  boolean isNear(String name) {
    int length = name.length() - "gateway.".length();
    return distance(name, nearest(name)) <= Math.max(1, length / 3);
  }

  /** Counts the changes between two names; leaving out a known one's first part is only one. */
  private static int distance(String name, String known) {
    int dot = known.indexOf('.', "gateway.".length());
    int whole = Distance.between(plain(name), plain(known));
    return dot < 0
        ? whole
        : Math.min(
            whole, 1 + Distance.between(plain(name), plain("gateway" + known.substring(dot))));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }
}
