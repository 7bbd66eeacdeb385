package org.gatewaybridge.compat.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    ServerCommands.of(page.section("A first Java app")).follow(stranger);
    onTomcat(stranger, page.section(DEPLOY), 0, "");
  }

  /** The first Python app likewise; Tomcat runs already, as the page has it. */
  @Test
  void firstPythonAppIsTrue(@TempDir Path outside) throws Exception {
    assumeTrue(PyPi.hasCarriedPython(), "Maven Central has no CPython for this system");
    Page page = readme();
    Stranger stranger = Stranger.in(outside.toRealPath());
    assertThat(stranger.folder()).isEmptyDirectory();
    assertThat(stranger.folder().startsWith(PROJECT.toRealPath())).isFalse();
    stranger.save(page, "app.py");

    ServerCommands.of(page.section("A first Python app")).follow(stranger);
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

  /** The first FastAPI app likewise, without a WAR. */
  @Test
  void firstFastApiAppIsTrue(@TempDir Path outside) throws Exception {
    assumeTrue(PyPi.hasCarriedPython(), "Maven Central has no CPython for this system");
    Page page = readme();
    Stranger stranger = Stranger.in(outside.toRealPath());
    assertThat(stranger.folder()).isEmptyDirectory();
    stranger.save(page, "main.py");
    Path pom = PROJECT.resolve("examples/fastapi/pom.xml");
    assumeTrue(PyPi.isThere(stranger, pom, "fastapi"), "There is no PyPI");

    ServerCommands.of(page.section("A first FastAPI app")).follow(stranger);
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
    assumeTrue(PyPi.hasCarriedPython(), "Maven Central has no CPython for this system");
    Stranger stranger = Stranger.in(outside.toRealPath());
    Path example = PROJECT.resolve("examples/flask");
    stranger.copy(example);
    assumeTrue(PyPi.isThere(stranger, example.resolve("pom.xml"), "flask"), "There is no PyPI");
    Page page = Page.read(example.resolve("README.md"));

    ServerCommands.ofExample(page, "flask").follow(stranger);
    onTomcat(stranger, page.section("Deploy it"), 0, "");
  }

  private static Page readme() throws IOException {
    return Page.read(PROJECT.resolve("README.md"));
  }

  private static void onTomcat(Stranger stranger, Page page, int n, String before)
      throws IOException, InterruptedException {
    try (Tomcat tomcat = Tomcat.unpacked(stranger.folder().resolveSibling("tomcat"))) {
      tomcat.follow(stranger, page, n, before);
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

    ServerCommands.ofExample(Page.read(example.resolve("README.md")), name).follow(stranger);
  }

  private static boolean hasDjango() throws InterruptedException {
    return succeeds("/usr/bin/python3", "-c", "import django");
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
