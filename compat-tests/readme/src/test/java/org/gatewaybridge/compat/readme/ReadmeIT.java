package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.compat.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's and the examples' commands give the README's and the examples' outputs. */
class ReadmeIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));

  /** Code, POM, commands, output: the first screen, on an unpacked Tomcat distribution. */
  @Test
  void firstScreenIsTrue() throws Exception {
    Page page = Page.read(PROJECT.resolve("README.md"));
    Stranger stranger = Stranger.in("first-screen");
    stranger.copy(PROJECT.resolve("examples/hello"));
    Path source = stranger.folder().resolve("src/main/java/com/acme/Hello.java");
    assertThat(page.block("java", 0)).isEqualTo(Files.readString(source));
    assertThat(Files.readString(stranger.folder().resolve("pom.xml")).replaceAll("\\s+", ""))
        .contains(page.block("xml", 0).replaceAll("\\s+", "").split("(?=<plugin>)"));

    onTomcat(stranger, page);
  }

  /** The Python section's commands, in the Flask example. */
  @Test
  void pythonAppAnswersOnTomcat() throws Exception {
    assumeTrue(hasFrameworks(), "/usr/bin/python3 has no Flask and Django");
    Stranger stranger = Stranger.in("python");
    stranger.copy(PROJECT.resolve("examples/flask"));

    onTomcat(stranger, Page.read(PROJECT.resolve("README.md")).section("Python"));
  }

  private static void onTomcat(Stranger stranger, Page page)
      throws IOException, InterruptedException {
    try (Tomcat tomcat = Tomcat.unpacked(stranger.folder().resolveSibling("tomcat"))) {
      String commands = page.block("sh", 0).replace(":8080/", ":" + tomcat.port() + "/");
      String output = stranger.run(commands, tomcat.environment());

      assertThat("\n" + output + "\n").endsWith("\n" + page.block("", 0));
    }
  }

  /**
   * The one line that builds and runs the example; the install before it is what this build has
   * done.
   */
  @Test
  void runCommandAnswers() throws Exception {
    String command = Page.read(PROJECT.resolve("README.md")).section("Try it").block("sh", 0);

    assertThat(command.strip())
        .isEqualTo("./mvnw -q -DskipTests install && ./mvnw -q -f examples/hello gateway:run");
    Page example = Page.read(PROJECT.resolve("examples/hello/README.md"));
    assertThat(example.block("sh", 0).strip())
        .isEqualTo(command.strip().replaceFirst(".*? && ", ""));
  }

  /** Each example's commands print what its README says, and so do those that ask it. */
  @ParameterizedTest
  @ValueSource(strings = {"hello", "middleware", "flask", "django"})
  void exampleAnswersAsItsReadmeSays(String name) throws Exception {
    Path example = PROJECT.resolve("examples").resolve(name);
    assumeTrue(
        Files.notExists(example.resolve("requirements-pypi.txt")) || hasFrameworks(),
        "/usr/bin/python3 has no Flask and Django");
    Page page = Page.read(example.resolve("README.md"));
    Stranger stranger = Stranger.in("example-" + name);
    stranger.copy(example);
    List<String> commands =
        page.block("sh", 0)
            .replace("\\\n", "")
            .replace("./mvnw", "mvn")
            .replace("-f examples/" + name, "-f .")
            .lines()
            .toList();
    List<String> printed = page.block("", 0).lines().toList();
    int last = commands.size() - 1;

    String output = stranger.run(String.join("\n", commands.subList(0, last)), Map.of());
    printed.subList(0, printed.size() - 1).forEach(line -> assertThat(output).contains(line));
    String announced = printed.get(printed.size() - 1);
    Process maven = stranger.start("exec " + commands.get(last) + " -Dgateway.port=0", Map.of());
    try (BufferedReader out = maven.inputReader()) {
      String address = announced.substring(0, announced.indexOf("8080"));
      String line = stranger.awaitLine(out, address);
      String port = line.substring(address.length()).replaceAll("\\D.*", "");
      assertThat(announced).isEqualTo(line.replace(":" + port + "/", ":8080/"));
      String asked = page.block("sh", 1);
      assertThat(asked).contains("http://127.0.0.1:8080/");

      assertThat(stranger.run(asked.replace(":8080/", ":" + port + "/"), Map.of()) + "\n")
          .isEqualTo(page.block("", 1));
    } finally {
      Stranger.end(maven);
    }
  }

  private static boolean hasFrameworks() throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("/usr/bin/python3", "-c", "import flask, django")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A copy of the unpacked distribution, at a port of its own. */
  private record Tomcat(Path home, int port) implements AutoCloseable {
    static Tomcat unpacked(Path home) throws IOException {
      Path distribution = Path.of(System.getProperty("readme.tomcat"));
      new Stranger(home, home).copy(distribution);
      home.resolve("bin/catalina.sh").toFile().setExecutable(true);
      Files.createDirectories(home.resolve("logs"));
      Files.createDirectories(home.resolve("temp"));
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Path xml = home.resolve("conf/server.xml");
      Files.writeString(
          xml,
          Files.readString(xml)
              .replace("Server port=\"8005\"", "Server port=\"-1\"")
              .replace(
                  "Connector port=\"8080\"",
                  "Connector address=\"127.0.0.1\" port=\"" + port + "\""));
      return new Tomcat(home, port);
    }

    Map<String, String> environment() {
      return Map.of(
          "CATALINA_HOME", home.toString(), "CATALINA_PID", home.resolve("temp/pid").toString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
      Path pid = home.resolve("temp/pid");
      if (Files.exists(pid)) {
        ProcessHandle server =
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElse(null);
        if (server != null) {
          server.destroy();
          server.onExit().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
        }
      }
    }
  }
}
