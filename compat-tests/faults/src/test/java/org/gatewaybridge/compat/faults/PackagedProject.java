package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A project on disk that a real Maven packages with this build's own plugin. */
record PackagedProject(Path folder) {
  private static final String GOAL =
      "org.gatewaybridge:gateway-maven-plugin:"
          + System.getProperty("faults.gateway", "")
          + ":war-no-fork";
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.acme</groupId>
        <artifactId>shop</artifactId>
        <version>1</version>
        <properties>
          <target>${project.basedir}/target</target>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <build>
          <directory>${target}</directory>
          <finalName>shop</finalName>
        </build>
      </project>
      """;
  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <servlet>
          <servlet-name>gateway</servlet-name>
          <servlet-class>org.gatewaybridge.servlet.GatewayServlet</servlet-class>
          <init-param><param-name>gateway.app</param-name><param-value>com.acme.Shop</param-value></init-param>
        </servlet>
        <servlet-mapping><servlet-name>gateway</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
      </web-app>
      """;

  /** Makes one whose web.xml names its app, so that there is nothing to compile. */
  static PackagedProject in(Path folder) throws IOException {
    PackagedProject project = new PackagedProject(Files.createDirectories(folder));
    project.write("pom.xml", POM.getBytes(UTF_8));
    project.page("WEB-INF/web.xml", WEB_XML.getBytes(UTF_8));
    return project;
  }

  /** Returns an empty folder for a row. */
  static Path emptyFolder(String name) throws IOException, InterruptedException {
    Path folder = Path.of(System.getProperty("faults.work", "target/packaging")).resolve(name);
    if (Files.exists(folder)) {
      MemoryDisk.unmountLeft(folder);
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : old.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  Path war() {
    return folder.resolve("target/shop.war");
  }

  /** Writes a file of the WAR. */
  Path page(String name, byte[] bytes) throws IOException {
    return write("src/main/webapp/" + name, bytes);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** Bytes that do not compress, the same for the same seed. */
  static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  /** Packages to the end. */
  Build build(String... arguments) throws IOException, InterruptedException {
    return start(List.of(), Map.of(), arguments).ended();
  }

  /**
   * Begins to package.
   *
   * @param shell what a shell does before, such as {@code umask 077}; Maven keeps its process id
   */
  Build start(List<String> shell, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c"));
    command.add(String.join("; ", shell) + (shell.isEmpty() ? "" : "; ") + "exec \"$@\"");
    command.addAll(
        List.of(
            "bash",
            System.getProperty("faults.maven", "") + "/bin/mvn",
            "-B",
            "-o",
            "-Dmaven.repo.local=" + System.getProperty("faults.repository"),
            "-Dmaven.repo.local.tail=" + System.getProperty("faults.repository.tail"),
            GOAL));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path log = Files.createTempFile(folder, "build", ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    builder.environment().put("MAVEN_SKIP_RC", "true");
    builder.environment().putAll(environment);
    return new Build(builder.start(), log);
  }

  /** Lists what unfinished builds have left in a folder. */
  static List<Path> unfinished(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
