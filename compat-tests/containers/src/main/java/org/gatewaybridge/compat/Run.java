package org.gatewaybridge.compat;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.gatewaybridge.containers.Container;
import org.jboss.arquillian.container.test.api.TargetsContainer;

/**
 * What a run of the suite was asked for.
 *
 * @param containers those it is to show
 * @param javaHome the JDK that they run on
 */
public record Run(List<Container> containers, Path javaHome) {

  /**
   * Takes the system properties {@code compat.containers} ({@code all}, or ids with commas between)
   * and {@code compat.java.home}.
   */
  public static Run ofProperties() {
    String ids = System.getProperty("compat.containers", "all");
    return new Run(
        ids.equals("all")
            ? Container.all()
            : Arrays.stream(ids.split(",")).map(Container::of).collect(toList()),
        Path.of(System.getProperty("compat.java.home", System.getProperty("java.home"))));
  }

  /** Returns the container of a class, from its {@link On} or its {@code @Deployment} method. */
  public static Container containerOf(Class<?> test) {
    On on = test.getAnnotation(On.class);
    if (on != null) {
      return Container.of(on.value());
    }
    return Arrays.stream(test.getDeclaredMethods())
        .map(method -> method.getAnnotation(TargetsContainer.class))
        .filter(Objects::nonNull)
        .findFirst()
        .map(targets -> Container.of(targets.value()))
        .orElseThrow(() -> new IllegalStateException(test + " has no @On"));
  }

  /** Returns the JDK's feature version, such as 17. */
  public int feature() {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(javaHome.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("compat.java.home is no JDK: " + javaHome, e);
    }
    String version = String.valueOf(release.getProperty("JAVA_VERSION"));
    return Runtime.Version.parse(version.replace("\"", "")).feature();
  }

  /** Returns why a container cannot be run; empty if it can. */
  public Optional<String> obstacle(Container container) {
    return container.obstacle(feature());
  }
}
