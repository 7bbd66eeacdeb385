package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a recipe is given for one process.
 *
 * @param home the distribution; read only
 * @param base a fresh directory of the process's own
 * @param wars by context path
 * @param configuration what is configured beyond the published container
 */
record Layout(
    Path home,
    Path base,
    Path javaHome,
    Ports ports,
    int port,
    int httpsPort,
    TestCertificate certificate,
    Map<String, Path> wars,
    Configuration configuration) {
  /** One compiler and the smallest collector are enough for a process that lives for seconds. */
  static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  Map<String, String> settings() {
    return configuration.settings();
  }

  List<User> users() {
    return configuration.users();
  }

  Map<String, String> contextParameters() {
    return configuration.contextParameters();
  }

  /** Returns the name of an app: {@code ROOT}, {@code ctx}, and {@code a-b} for {@code /a/b}. */
  static String appName(String contextPath) {
    if (contextPath.isEmpty()) {
      return "ROOT";
    }
    if (!contextPath.matches("(/[A-Za-z0-9._-]+)+")) {
      throw new IllegalArgumentException(
          "Context path \"" + contextPath + "\" must be empty or segments such as /ctx or /a/b");
    }
    return contextPath.substring(1).replace('/', '-');
  }

  /**
   * Returns the name of a WAR's file, which deploys it at a context path of one segment on every
   * container that deploys by file name.
   */
  static String fileName(String contextPath) {
    return appName(contextPath) + ".war";
  }

  /** Returns a context path as most containers write it: {@code /} for the root. */
  static String contextRoot(String contextPath) {
    return contextPath.isEmpty() ? "/" : contextPath;
  }

  /** Returns the context paths that a file name cannot express, such as {@code /a/b}. */
  List<String> deepContextPaths() {
    return wars.keySet().stream().filter(path -> path.lastIndexOf('/') > 0).sorted().toList();
  }

  /** Returns the WAR's file below the base, where {@link #copyWarsTo} puts it. */
  Path copied(String directory, String contextPath) {
    return base.resolve(directory).resolve(fileName(contextPath));
  }

  /** Returns a command that starts Java, to which arguments may be added. */
  List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(BRIEF);
    command.addAll(List.of("-Xmx512m", "-Dfile.encoding=UTF-8"));
    command.addAll(configuration.jvm());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Copies the WARs, byte by byte, into a directory of the base. */
  void copyWarsTo(String directory) throws IOException {
    Path into = make(directory);
    for (Map.Entry<String, Path> war : wars.entrySet()) {
      Files.copy(war.getValue(), into.resolve(fileName(war.getKey())));
    }
  }

  Path make(String directory) throws IOException {
    return Files.createDirectories(base.resolve(directory));
  }

  /** Copies a directory of the distribution into one of the base. */
  void copyTree(String from, String to) throws IOException {
    Path source = home.resolve(from);
    Path target = base.resolve(to);
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(target.resolve(source.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(source.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
