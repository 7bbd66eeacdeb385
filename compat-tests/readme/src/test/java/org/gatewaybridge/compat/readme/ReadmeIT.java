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
import java.util.function.UnaryOperator;
import org.gatewaybridge.compat.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's and the examples' commands give the README's and the examples' outputs. */
class ReadmeIT {
  private static final Path PROJECT = Path.of(System.getProperty("readme.project"));
  private static final String DEPLOY = "Make a WAR and deploy it";

  /** The first Java app, from the page into an empty folder: run, then deployed on Tomcat. */
  @Test
  void firstJavaAppIsTrue(@TempDir Path outside) throws Exception {
    Page page = readme();
    Stranger stranger = Stranger.in(outside.toRealPath());
    assertThat(stranger.folder()).isEmptyDirectory();
    assertThat(stranger.folder().startsWith(PROJECT.toRealPath())).isFalse();
    Path source = stranger.save(page, "src/main/java/com/acme/Hello.java");
    assertThat(source)
        .hasSameTextualContentAs(
            PROJECT.resolve("examples/hello/src/main/java/com/acme/Hello.java"));

    runs(stranger, page.section("A first Java app"), commands -> commands);
    onTomcat(stranger, page.section(DEPLOY), 0, "");
  }

  /** The first Python app likewise; Tomcat runs already, as the page has it. */
  @Test
  void firstPythonAppIsTrue(@TempDir Path outside) throws Exception {
    assumeTrue(hasCarriedPython(), "Maven Central has no CPython for this system");
    Page page = readme();
    Stranger stranger = Stranger.in(outside.toRealPath());
    assertThat(stranger.folder()).isEmptyDirectory();
    assertThat(stranger.folder().startsWith(PROJECT.toRealPath())).isFalse();
    stranger.save(page, "app.py");

    runs(stranger, page.section("A first Python app"), commands -> commands);
    Page deploy = page.section(DEPLOY);
    String start =
        deploy
            .block("sh", 0)
            .lines()
            .filter(line -> line.contains("catalina.sh"))
            .findFirst()
            .get();
    onTomcat(stranger, deploy, 1, start + "\n");
  }

  /** What the README adds to a POM is what the example's has. */
  @Test
  void pomIsTheExamples() throws Exception {
    String pom = Files.readString(PROJECT.resolve("examples/hello/pom.xml"));

    assertThat(pom.replaceAll("\\s+", ""))
        .contains(readme().block("xml", 0).replaceAll("\\s+", "").split("(?=<plugin>)"));
  }

  /** The Flask example likewise. */
  @Test
  void flaskExampleIsTrue(@TempDir Path outside) throws Exception {
    assumeTrue(hasCarriedPython(), "Maven Central has no CPython for this system");
    Stranger stranger = Stranger.in(outside.toRealPath());
    Path example = PROJECT.resolve("examples/flask");
    stranger.copy(example);
    assumeTrue(hasPyPi(stranger), "There is no PyPI");
    Page page = Page.read(example.resolve("README.md"));

    runs(stranger, page, commands -> inFolder(commands, "flask"));
    onTomcat(stranger, page.section("Deploy it"), 0, "");
  }

  private static Page readme() throws IOException {
    return Page.read(PROJECT.resolve("README.md"));
  }

  private static void onTomcat(Stranger stranger, Page page, int n, String before)
      throws IOException, InterruptedException {
    try (Tomcat tomcat = Tomcat.unpacked(stranger.folder().resolveSibling("tomcat"))) {
      String commands = page.block("sh", n).replace(":8080/", ":" + tomcat.port() + "/");
      String output = stranger.run(before + commands, tomcat.environment());

      assertThat("\n" + output + "\n").endsWith("\n" + page.block("", n));
    }
  }

  /**
   * The one line that installs; it makes what this build has put into the strangers' repository.
   */
  @Test
  void installCommandIsThisBuilds() throws Exception {
    String command = readme().section("Install").block("sh", 0);

    assertThat(command.strip())
        .isEqualTo("./mvnw -q -Pquick -pl maven-plugin,bridge-micrometer -am install");
    Page example = Page.read(PROJECT.resolve("examples/hello/README.md"));
    assertThat(example.block("sh", 0).strip()).isEqualTo("./mvnw -q -f examples/hello gateway:run");
  }

  /** Each example's commands print what its README says, and so do those that ask it. */
  @ParameterizedTest
  @ValueSource(strings = {"hello", "middleware", "django"})
  void exampleAnswersAsItsReadmeSays(String name, @TempDir Path outside) throws Exception {
    Path example = PROJECT.resolve("examples").resolve(name);
    if (name.equals("django")) {
      assumeTrue(hasDjango(), "/usr/bin/python3 has no Django");
    }
    Stranger stranger = Stranger.in(outside.toRealPath());
    stranger.copy(example);

    runs(stranger, Page.read(example.resolve("README.md")), commands -> inFolder(commands, name));
  }

  private static String inFolder(String commands, String example) {
    return commands.replace("./mvnw", "mvn").replace("-f examples/" + example, "-f .");
  }

  /**
   * Runs the page's first commands, of which the last starts a server, and then those that ask it.
   *
   * @param here what the commands are in the stranger's folder
   */
  private static void runs(Stranger stranger, Page page, UnaryOperator<String> here)
      throws IOException, InterruptedException {
    List<String> commands = here.apply(page.block("sh", 0).replace("\\\n", "")).lines().toList();
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

  private static boolean hasDjango() throws InterruptedException {
    return succeeds("/usr/bin/python3", "-c", "import django");
  }

  private static boolean hasCarriedPython() {
    return System.getProperty("os.name").equals("Linux")
        && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
  }

  /** Whether the pip of the example's Python finds Flask where it is configured to look. */
  private static boolean hasPyPi(Stranger stranger) throws IOException, InterruptedException {
    String said =
        stranger.run(
            "echo > none.txt; mvn -q gateway:python -Dgateway.requirementsFile=none.txt"
                + " '-Dargs=-m pip --retries 0 index versions flask' 2>&1 || true; rm none.txt",
            Map.of());
    assertThat(said).containsAnyOf("Available versions:", "No matching distribution found");
    return said.contains("Available versions:");
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
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
