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
 */
record Layout(
    Path home,
    Path base,
    Path javaHome,
    Ports ports,
    int port,
    int httpsPort,
    TestCertificate certificate,
    Map<String, Path> wars) {

  /**
   * The name that deploys a WAR at a context path, on every container that deploys by file name.
   */
  static String fileName(String contextPath) {
    if (contextPath.isEmpty()) {
      return "ROOT.war";
    }
    if (!contextPath.matches("/[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "Context path \"" + contextPath + "\" must be empty or one segment such as /ctx");
    }
    return contextPath.substring(1) + ".war";
  }

  /**
   * Begins a command, to which more may be added. One compiler is enough for a process that lives
   * for seconds.
   */
  List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
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
