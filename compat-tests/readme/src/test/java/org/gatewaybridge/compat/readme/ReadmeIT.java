package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    try (Tomcat tomcat = Tomcat.unpacked(stranger.folder().resolveSibling("tomcat"))) {
      String commands = page.block("sh", 0).replace(":8080/", ":" + tomcat.port() + "/");
      String output = stranger.run(commands, tomcat.environment());

      assertThat(output + "\n").endsWith("\n" + page.block("", 0));
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

  /** Each example prints its address, and answers what its README says. */
  @ParameterizedTest
  @ValueSource(strings = {"hello", "middleware"})
  void exampleAnswersAsItsReadmeSays(String name) throws Exception {
    Path example = PROJECT.resolve("examples").resolve(name);
    Page page = Page.read(example.resolve("README.md"));
    Stranger stranger = Stranger.in("example-" + name);
    stranger.copy(example);
    String run =
        page.block("sh", 0)
            .strip()
            .replace("./mvnw", "exec mvn")
            .replace("-f examples/" + name, "-f .");
    String announced = page.block("", 0).strip();

    Process maven = stranger.start(run + " -Dgateway.port=0", Map.of());
    try (BufferedReader out = maven.inputReader()) {
      String address = announced.substring(0, announced.indexOf("8080"));
      String line = stranger.awaitLine(out, address);
      String port = line.substring(address.length()).replaceAll("\\D.*", "");
      String asked = page.block("sh", 1).strip();
      assertThat(asked).startsWith("curl http://127.0.0.1:8080/");

      assertThat(get(asked.substring("curl ".length()).replace(":8080/", ":" + port + "/")))
          .isEqualTo(page.block("", 1));
    } finally {
      Stranger.end(maven);
    }
  }

  private static String get(String uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
        .body();
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
