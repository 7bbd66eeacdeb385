package org.gatewaybridge.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The properties that Maven is given, or that a POM has, under names that begin with {@code
 * gateway.} and are not parameters of this plugin: settings of the server, which the bridge's jars
 * list, or nothing that has an effect.
 *
 * @param settings the settings of the server
 * @param unknown a sentence for each other property
 */
public record GivenSettings(Map<String, String> settings, List<String> unknown) {
  private static final String PREFIX = "gateway.";
  private static final String VARIABLES = "gateway.python.env.";

  /** The table of bridge-core, and that of other jars. */
  private static final List<String> PLACES =
      List.of("org/gatewaybridge/settings/settings.tsv", "META-INF/gateway/settings.tsv");

  /**
   * Sorts the properties.
   *
   * @param given by name, from Maven's command line
   * @param ofPom by name, from the POM's properties; a name there that is unlike any is the POM's
   *     own matter, such as gateway.version
   * @param parameters the properties of this plugin's parameters
   * @param libraries the WAR's jars
   */
  public static GivenSettings read(
      Map<String, String> given,
      Map<String, String> ofPom,
      Set<String> parameters,
      Collection<Path> libraries)
      throws IOException {
    Set<String> names = names(libraries);
    Set<String> all = new TreeSet<>(names);
    all.addAll(parameters);
    Map<String, String> settings = new TreeMap<>();
    List<String> unknown = new ArrayList<>();
    Map<String, String> both = new TreeMap<>(ofPom);
    both.putAll(given);
    both.forEach(
        (name, value) -> {
          if (!name.startsWith(PREFIX) || parameters.contains(name)) {
            return;
          }
          String nearest = nearest(name, all);
          if (names.stream().anyMatch(known -> covers(known, name))) {
            settings.put(name, value);
          } else if (given.containsKey(name) || isSlip(name, nearest)) {
            unknown.add(
                (given.containsKey(name) ? "-D" : "Property ")
                    + name
                    + " has no effect: it is neither a parameter of this plugin nor a setting"
                    + " of the server; the nearest is "
                    + nearest);
          }
        });
    return new GivenSettings(settings, unknown);
  }

  /** Returns the settings as a server's environment has them. */
  public Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    settings.forEach((name, value) -> variables.put(variable(name), value));
    return variables;
  }

  /** Returns the environment variable of a setting; the name of an app's own variable is kept. */
  private static String variable(String name) {
    int end = name.startsWith(VARIABLES) ? VARIABLES.length() : name.length();
    String setting = name.substring(0, end).toUpperCase(Locale.ROOT);
    return setting.replace('.', '_').replace('-', '_') + name.substring(end);
  }

  private static boolean covers(String known, String name) {
    return known.endsWith("*")
        ? name.startsWith(known.substring(0, known.length() - 1))
        : name.equals(known);
  }

  private static boolean isSlip(String name, String known) {
    int length = name.length() - PREFIX.length();
    return distance(plain(name), plain(known)) <= Math.max(1, length / 4);
  }

  private static String nearest(String name, Set<String> all) {
    String plain = plain(name);
    return all.stream()
        .min(Comparator.comparingInt(known -> distance(plain, plain(known))))
        .orElse("none");
  }

  /** Counts the letters to insert, to delete and to replace (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace(".", "");
  }

  private static Set<String> names(Collection<Path> libraries) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path library : libraries) {
      if (Files.isDirectory(library)) { // another module's classes
        for (String place : PLACES) {
          Path table = library.resolve(place);
          if (Files.exists(table)) {
            addAll(names, Files.readString(table, UTF_8));
          }
        }
      } else {
        addAll(names, library);
      }
    }
    return names;
  }

  private static void addAll(Set<String> names, Path library) throws IOException {
    try (ZipFile jar = new ZipFile(library.toFile())) {
      for (String place : PLACES) {
        ZipEntry table = jar.getEntry(place);
        if (table != null) {
          try (InputStream in = jar.getInputStream(table)) {
            addAll(names, new String(in.readAllBytes(), UTF_8));
          }
        }
      }
    }
  }

  private static void addAll(Set<String> names, String table) {
    table
        .lines()
        .filter(line -> line.startsWith(PREFIX))
        .forEach(line -> names.add(line.substring(0, line.indexOf('\t'))));
  }
}
