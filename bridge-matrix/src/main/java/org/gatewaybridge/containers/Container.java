package org.gatewaybridge.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container of one version, as it is published.
 *
 * @param id the name by which users choose it, such as {@code tomcat11}
 * @param recipe how it is laid out and run
 * @param servlet the version of the Servlet specification
 * @param jdks the Java feature versions that it runs on
 * @param delivery how its artifacts become its home
 * @param artifacts coordinates, as Maven's resolver writes them
 * @param home the name of its directory
 */
public record Container(
    String id,
    String recipe,
    String name,
    String version,
    String servlet,
    JdkRange jdks,
    Delivery delivery,
    List<String> artifacts,
    String home) {

  /** What is published. */
  public enum Delivery {
    /** An archive with the home as its only directory. */
    ZIP,
    /** A file, which lies in the home under its own name. */
    JAR,
    /** Artifacts, which lie in the home with their runtime dependencies. */
    LIBRARIES
  }

  private static final Set<String> WITHOUT_REALM =
      Set.of("undertow", "payara-micro", "glassfish-embedded");

  private static final List<Container> ALL = read();

  /** Returns every container with a recipe. */
  public static List<Container> all() {
    return ALL;
  }

  /**
   * Finds a container.
   *
   * @throws IllegalArgumentException if there is none of that id; the message lists all ids
   */
  public static Container of(String id) {
    return ALL.stream()
        .filter(container -> container.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown container \""
                        + id
                        + "\"; use one of "
                        + ALL.stream().map(Container::id).collect(Collectors.joining(", "))));
  }

  /** Returns why it cannot be run on a JDK of that feature version; empty if it can. */
  public Optional<String> obstacle(int jdk) {
    return jdks.obstacle(jdk);
  }

  /** Returns why it cannot have users; empty if it can. */
  public Optional<String> lackOfRealm() {
    return WITHOUT_REALM.contains(recipe)
        ? Optional.of(name + " comes without a realm of users")
        : Optional.empty();
  }

  private static List<Container> read() {
    try (InputStream in = Container.class.getResourceAsStream("containers.tsv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> parse(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Container parse(String[] words) {
    return new Container(
        words[0],
        words[1],
        words[2],
        words[3],
        words[4],
        JdkRange.parse(words[5]),
        Delivery.valueOf(words[6].toUpperCase(Locale.ROOT)),
        List.of(words[7].split(" ", -1)),
        words[8]);
  }
}
