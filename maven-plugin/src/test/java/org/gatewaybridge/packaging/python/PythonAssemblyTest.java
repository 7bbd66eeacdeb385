package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.Project;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonAssemblyTest {
  private Project project;

  @BeforeEach
  void project(@TempDir Path folder) throws IOException {
    Python.executable();
    project = new Project(folder.toRealPath());
    Files.delete(project.base.resolve("src/main/webapp/WEB-INF/web.xml"));
    project.file("src/main/python/app.py", "app = print\n");
  }

  @Test
  void webXmlNamesTheFactoryTheAppAndTheDefaults() throws IOException {
    python(Python.EXECUTABLE, Map.of("gateway.python.workers", "3"));

    assertThat(text("WEB-INF/web.xml"))
        .contains("<param-value>org.gatewaybridge.python.PythonAppFactory</param-value>")
        .contains("<param-name>gateway.python.app</param-name>")
        .contains("<param-value>app:app</param-value>")
        .contains("<param-name>gateway.python.workers</param-name>");
  }

  @Test
  void sourcesAndTheirByteCodeHaveTheirPlace() throws IOException {
    project.file("src/main/python/templates/a.html", "<p>");

    assertThat(names())
        .contains("WEB-INF/python/app.py", "WEB-INF/python/templates/a.html")
        .anyMatch(name -> name.matches("WEB-INF/python/__pycache__/app\\.cpython-\\d+\\.pyc"));
    assertThat(project.base.resolve("src/main/python/__pycache__")).doesNotExist();
  }

  @Test
  void whatNoServerNeedsIsLeftOut() throws IOException {
    for (String name :
        List.of(
            ".env",
            "db.sqlite3",
            "server.key",
            "tests/test_a.py",
            "shop/test_shop.py",
            "__pycache__/x.pyc",
            ".venv/lib/x.py",
            "other-env/pyvenv.cfg",
            ".git/config",
            ".pytest_cache/x",
            "shop.egg-info/PKG-INFO")) {
      project.file("src/main/python/" + name, "x");
    }

    assertThat(names())
        .filteredOn(name -> name.startsWith("WEB-INF/python/"))
        .filteredOn(name -> !name.endsWith(".pyc"))
        .containsExactly("WEB-INF/python/app.py");
    assertThat(project.warnings).hasSize(2);
    assertThat(project.details).anyMatch(line -> line.contains("a test (gateway.pythonTests"));
  }

  @Test
  void inTheProjectsOwnFolderTheBuildIsLeftOutToo() throws IOException {
    project.file("app.py", "app = print\n");
    project.file("pom.xml", "<project/>");
    project.file("src/shop.py", "");
    PythonProject python = Python.in(project.base);
    project.python =
        Optional.of(
            new PythonProject(
                python.base(),
                python.base(),
                Optional.empty(),
                List.of(),
                List.of(),
                Pythons.ofServer(Python.EXECUTABLE),
                Map.of(),
                false,
                false));

    assertThat(project.names())
        .filteredOn(name -> name.startsWith("WEB-INF/python/") && !name.endsWith(".pyc"))
        .containsExactly("WEB-INF/python/app.py", "WEB-INF/python/src/shop.py");
  }

  @Test
  void aSourceThatIsNoPythonIsTold() throws IOException {
    project.file("src/main/python/old.py", "print 'hello'\n");

    assertThat(names()).contains("WEB-INF/python/old.py");
    assertThat(project.warnings).singleElement().asString().contains("old.py");
  }

  @Test
  void packagesAreInstalledWithWhatTheyNeedAndNoScripts() throws IOException {
    Python.wheel(
        project.base.resolve("wheels"),
        "shop",
        Map.of(
            "shop/__init__.py", "x = 1\n",
            "shop/cacert.pem", "-----BEGIN CERTIFICATE-----\nMII=\n",
            "shop-1.0.dist-info/entry_points.txt", "[console_scripts]\nshop = shop:x\n"));
    project.file("requirements.txt", "shop\n");

    assertThat(names())
        .contains("WEB-INF/python-packages/shop/__init__.py")
        .contains("WEB-INF/python-packages/shop/cacert.pem")
        .anyMatch(name -> name.matches("WEB-INF/python-packages/shop/__pycache__/.*\\.pyc"))
        .noneMatch(name -> name.contains("/bin/"))
        .doesNotContain("WEB-INF/python-native.properties");
  }

  @Test
  void aPackagesSecretsAreLeftOutAndNamedUnlessTheirOwnerWantsThem() throws IOException {
    Python.wheel(
        project.base.resolve("wheels"),
        "shop",
        Map.of(
            "shop/__init__.py", "x = 1\n",
            "shop/env.cpython-311-x86_64-linux-gnu.so", "machine code",
            "shop/.env", "PASSWORD=x",
            "shop/id_rsa", "x",
            "shop/server.pem", "-----BEGIN PRIVATE" + " KEY-----\n",
            "shop/test.key", "-----BEGIN PRIVATE" + " KEY-----\n"));
    project.file("requirements.txt", "shop\n");
    project.packAnyway = List.of("WEB-INF/python-packages/shop/test.key");

    assertThat(names())
        .filteredOn(name -> name.startsWith("WEB-INF/python-packages/shop/"))
        .filteredOn(name -> !name.endsWith(".pyc"))
        .containsExactly(
            "WEB-INF/python-packages/shop/__init__.py",
            "WEB-INF/python-packages/shop/env.cpython-311-x86_64-linux-gnu.so",
            "WEB-INF/python-packages/shop/test.key");
    assertThat(project.warnings)
        .hasSize(3)
        .anyMatch(line -> line.endsWith(": WEB-INF/python-packages/shop/.env"))
        .anyMatch(line -> line.endsWith(": WEB-INF/python-packages/shop/id_rsa"))
        .anyMatch(line -> line.endsWith(": WEB-INF/python-packages/shop/server.pem"));
  }

  @Test
  void aLinkToASourceThatStaysOutStaysOut() throws IOException {
    for (String name : List.of("db.sqlite3", "tests/test_a.py", ".private/x.txt", "a.txt")) {
      project.file("src/main/python/" + name, "x");
    }
    Path sources = project.base.resolve("src/main/python");
    Files.createSymbolicLink(sources.resolve("data"), Path.of("db.sqlite3"));
    Files.createSymbolicLink(sources.resolve("t2"), Path.of("tests"));
    Files.createSymbolicLink(sources.resolve("x.txt"), Path.of(".private/x.txt"));
    Files.createSymbolicLink(sources.resolve("b.txt"), Path.of("a.txt"));

    assertThat(names())
        .filteredOn(name -> name.startsWith("WEB-INF/python/") && !name.endsWith(".pyc"))
        .containsExactly("WEB-INF/python/a.txt", "WEB-INF/python/app.py", "WEB-INF/python/b.txt");
  }

  @Test
  void packagesAreInstalledAgainOnlyWhenTheirInputsChange() throws IOException {
    Python.wheel(project.base.resolve("wheels"), "shop", Map.of("shop.py", "x = 1\n"));
    project.file("requirements.txt", "shop\n");
    names();
    project.details.clear();
    names();
    assertThat(project.details).anyMatch(line -> line.endsWith("are up to date"));

    Python.wheel(project.base.resolve("wheels"), "shop", Map.of("shop.py", "xyz = 12345\n"));
    assertThat(text("WEB-INF/python-packages/shop.py")).isEqualTo("xyz = 12345\n");
    try (Stream<Path> kept = Files.list(project.base.resolve("target/gateway/python/packages"))) {
      assertThat(kept).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my wheels/shop-1.0-py3-none-any.whl",
        "./my wheels/shop-1.0-py3-none-any.whl",
        "shop @ file://BASE/my%20wheels/shop-1.0-py3-none-any.whl",
        "-r more/more.txt"
      })
  void aPackageOfThisMachineIsInstalledAgainWhenItChanges(String requirement) throws IOException {
    Path wheels = project.base.resolve("my wheels");
    project.file("requirements.txt", requirement.replace("BASE", project.base.toString()));
    project.file("more/more.txt", "my wheels/shop-1.0-py3-none-any.whl\n");
    Python.wheel(wheels, "shop", Map.of("shop.py", "x = 1\n"));
    assertThat(text("WEB-INF/python-packages/shop.py")).isEqualTo("x = 1\n");
    project.details.clear();
    names();
    assertThat(project.details).anyMatch(line -> line.endsWith("are up to date"));

    Python.wheel(wheels, "shop", Map.of("shop.py", "xyz = 12345\n"));
    assertThat(text("WEB-INF/python-packages/shop.py")).isEqualTo("xyz = 12345\n");
  }

  @Test
  void requirementsInAnotherEncodingAreNamed() throws IOException {
    Path file = project.base.resolve("requirements.txt");
    Files.writeString(file, "# \u00fc\nshop\n", StandardCharsets.ISO_8859_1);

    assertThatThrownBy(this::names)
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(
            file
                + " is not in UTF-8; save it in UTF-8, or begin it with its encoding: # coding:"
                + " latin1");
  }

  @Test
  void nativePackagesMarkTheWar() throws IOException {
    Python.wheel(
        project.base.resolve("wheels"), "fast", Map.of("fast/_fast.abi3.so", "machine code"));
    project.file("requirements.txt", "fast\n");

    assertThat(names()).contains("WEB-INF/python-native.properties");
    assertThat(text("WEB-INF/python-native.properties"))
        .matches("for=cp3\\d+-\\w+\nbecause=WEB-INF/python-packages/fast/_fast.abi3.so\n");
  }

  @Test
  void theMarkIsWhatBridgePythonMakesOfTheSamePython() throws IOException {
    Interpreter python = Interpreter.named(Python.EXECUTABLE);
    try (InputStream worker =
        PythonAssemblyTest.class.getResourceAsStream(
            "/org/gatewaybridge/python/runtime/_gateway_worker/native.py")) {
      Files.copy(worker, project.base.resolve("native.py"));
    }

    assertThat(
            python
                .run(
                    project.base,
                    Map.of(),
                    List.of("-c", "import native; print(native.platform_tag())"))
                .lines())
        .containsExactly(python.facts().tag());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../evil.py", "/tmp/gateway-evil.py", "shop/../../../evil.py"})
  void aWheelThatLeavesItsFolderIsRefused(String entry) throws IOException {
    Python.wheel(
        project.base.resolve("wheels"), "shop", Map.of("shop.py", "x = 1\n", entry, "evil\n"));
    project.file("requirements.txt", "shop\n");

    assertThatThrownBy(this::names)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("pip could not install ");
    assertThat(Path.of("/tmp/gateway-evil.py")).doesNotExist();
    try (Stream<Path> files = Files.walk(project.base)) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).doesNotContain("evil.py");
    }
  }

  @Test
  void aPackagesLinkOutOfItsFolderIsRefused() throws IOException {
    Path installed = Files.createDirectories(project.base.resolve("installed"));
    Files.writeString(installed.resolve("a.py"), "x = 1\n");
    Files.createSymbolicLink(installed.resolve("b.py"), Path.of("a.py"));
    assertThat(PythonPackages.entries(installed, Exclusions.silent(List.of())))
        .containsExactly(
            new WarEntry("WEB-INF/python-packages/a.py", installed.resolve("a.py")),
            new WarEntry("WEB-INF/python-packages/b.py", installed.resolve("a.py")));

    Files.createSymbolicLink(installed.resolve("c.py"), project.file("secret.py", "x = 2\n"));
    assertThatThrownBy(() -> PythonPackages.entries(installed, Exclusions.silent(List.of())))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("c.py leaves ");
  }

  @Test
  void pipsOwnLastLinesSayWhatIsWrong() throws IOException {
    Files.createDirectories(project.base.resolve("wheels"));
    project.file("requirements.txt", "nothing-of-that-name\n");

    assertThatThrownBy(this::names)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("pip could not install " + project.base.resolve("requirements.txt"))
        .hasMessageContaining("No matching distribution found for nothing-of-that-name");
    assertThat(project.base.resolve("target/gateway/python/packages").toFile().list())
        .allMatch(name -> name.startsWith("."));
  }

  @Test
  void aMissingInterpreterIsToldWithTheWayOut() {
    assertThatThrownBy(() -> Interpreter.named("/nowhere/python3").facts())
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith(
            "The interpreter \"/nowhere/python3\" (gateway.pythonExecutable) cannot be started: ")
        .hasMessageContaining("-Dgateway.pythonExecutable=/path/to/python3")
        .hasMessageEndingWith("-Dgateway.pythonCarried=true");
  }

  @Test
  void whatIsNoInterpreterIsRefused() throws IOException {
    python("/bin/true", Map.of());

    assertThatThrownBy(project::names)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("The interpreter \"/bin/true\" (gateway.pythonExecutable) is no");
  }

  @Test
  void twoProjectsOfTheSameFilesGiveTheSameBytes(@TempDir Path other) throws IOException {
    project.file("src/main/python/shop.py", "SIZES = {'s', 'm', 'l'}\nx = 1 in {1, 2, 'a', 'b'}\n");
    Project twin = new Project(other.toRealPath());
    Files.delete(twin.base.resolve("src/main/webapp/WEB-INF/web.xml"));
    for (String name : List.of("shop.py", "app.py")) {
      twin.file(
          "src/main/python/" + name,
          Files.readString(project.base.resolve("src/main/python").resolve(name)));
    }
    twin.python = Optional.of(Python.in(twin.base));
    project.python = Optional.of(Python.in(project.base));

    assertThat(twin.names()).isEqualTo(project.names());
    List<WarEntry> mine = List.copyOf(project.layout().entries());
    List<WarEntry> theirs = List.copyOf(twin.layout().entries());
    for (int i = 0; i < mine.size(); i++) {
      assertThat(theirs.get(i).file()).hasSameBinaryContentAs(mine.get(i).file());
    }
  }

  private void python(String executable, Map<String, String> settings) throws IOException {
    PythonProject python = Python.in(project.base);
    project.python =
        Optional.of(
            new PythonProject(
                python.base(),
                python.sources(),
                Optional.empty(),
                List.of(),
                List.of(),
                Pythons.ofServer(executable),
                settings,
                false,
                false));
  }

  private List<String> names() throws IOException {
    project.python =
        Optional.of(
            Python.in(
                project.base, "--no-index", "--find-links=" + project.base.resolve("wheels")));
    return project.names();
  }

  private String text(String name) throws IOException {
    if (project.python.isEmpty() || project.python.get().requirements().isPresent()) {
      names();
    }
    for (WarEntry entry : project.layout().entries()) {
      if (entry.name().equals(name)) {
        return Files.readString(entry.file(), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError(name + " is not in the WAR");
  }
}
