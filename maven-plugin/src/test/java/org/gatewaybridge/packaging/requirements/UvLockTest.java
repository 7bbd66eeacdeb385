package org.gatewaybridge.packaging.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UvLockTest {
  private static final String HASH = "sha256:" + "a".repeat(64);
  private static final String PYPROJECT =
      """
      [project]
      name = "My.Shop"
      version = "0.1.0"
      requires-python = ">=3.9"
      dependencies = ["flask>=3.0", "psycopg[binary]; sys_platform != 'cygwin'", "pywin32; sys_platform == 'win32'"]
      """;
  // As uv 0.8 writes it.
  private static final String LOCK =
      """
      version = 1
      revision = 3
      requires-python = ">=3.9"
      resolution-markers = [
          "python_full_version >= '3.12'",
          "python_full_version < '3.12'",
      ]

      [[package]]
      name = "my-shop"
      version = "0.1.0"
      source = { virtual = "." }
      dependencies = [
          { name = "flask" },
          { name = "psycopg", extra = ["binary"] },
          { name = "pywin32", marker = "sys_platform == 'win32'" },
      ]

      [package.dev-dependencies]
      dev = [
          { name = "pytest" },
      ]

      [package.metadata]
      requires-dist = [
          { name = "flask", specifier = ">=3.0" },
          { name = "psycopg", extras = ["binary"], marker = "sys_platform != 'cygwin' and sys_platform != '-'" },
          { name = "pywin32", marker = "sys_platform == 'win32'" },
          { name = "redis", marker = "extra == 'cache'" },
      ]

      """;

  private Path lock;

  @BeforeEach
  void folder(@TempDir Path folder) throws IOException {
    lock = folder.toRealPath().resolve("uv.lock");
  }

  @Test
  void theDependenciesOfTheProjectAreInstalledWithWhatTheyNeed() throws IOException {
    assertThat(read(PYPROJECT, whole()).lines())
        .containsExactly(
            "click==2.0 --hash=" + HASH,
            "flask==3.1.0 --hash=" + HASH,
            "psycopg==3.2 --hash=" + HASH,
            "psycopg-binary==3.2 --hash=" + HASH);
  }

  private static String whole() {
    return LOCK
        + registry("flask", "3.1.0")
        + "dependencies = [{ name = \"click\", version = \"2.0\", source = { registry ="
        + " \"https://pypi.org/simple\" } }]\n"
        + registry("click", "1.0")
        + registry("click", "2.0")
        + registry("psycopg", "3.2")
        + "[package.optional-dependencies]\nbinary = [{ name = \"psycopg-binary\" }]\n"
        + registry("psycopg-binary", "3.2")
        + registry("pytest", "8.0")
        + registry("pywin32", "300");
  }

  private static String registry(String name, String version) {
    return """

    [[package]]
    name = "%s"
    version = "%s"
    source = { registry = "https://pypi.org/simple" }
    wheels = [
        { url = "https://files.pythonhosted.org/%s.whl", hash = "%s", size = 1, upload-time = "2026-01-21T20:50:37.788Z" },
    ]
    """
        .formatted(name, version, name, HASH);
  }

  @Test
  void ofTwoVersionsTheOneForThisInterpreterIsInstalled() throws IOException {
    String forked =
        whole()
            .replace(
                "click\", version = \"2.0\", source = { registry = \"https://pypi.org/simple\" }",
                "click\"");
    String forOther =
        registry("click", "1.0") + "resolution-markers = [\"python_full_version >= '3.12'\"]\n";

    assertThat(read(PYPROJECT, forked.replace(registry("click", "1.0"), forOther)).lines())
        .contains("click==2.0 --hash=" + HASH);
    assertThatThrownBy(() -> read(PYPROJECT, forked))
        .hasMessageContaining("the package \"click\" is in the lock 2 times, and not once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flask>=3.0 | flask>=3.1 | they differ in flask>=3.0, flask>=3.1; lock again: uv lock
          "flask>=3.0", | '' | they differ in flask>=3.0; lock again: uv lock
          psycopg[binary] | psycopg | they differ in psycopg, psycopg[binary]; lock again: uv lock
          My.Shop | other | it has no package "other"; lock again: uv lock
          """)
  void aLockOfOtherDependenciesIsRefused(String old, String changed, String sentence) {
    assertThatThrownBy(() -> read(PYPROJECT.replace(old, changed), whole()))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(lock + " does not belong to the pyproject.toml beside it: " + sentence);
  }

  @Test
  void whatCountsOnlyElsewhereMayDiffer() throws IOException {
    String changed = PYPROJECT.replace("\"pywin32;", "\"pywin32>=1;");

    assertThat(read(changed, whole()).lines()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git = "https://acme.com/a.git?rev=1#1" | comes from a git repository, for which pip checks no hash
          editable = "libs/flask" | is a folder of its own, for which pip checks no hash
          path = "../flask.whl" | comes from "../flask.whl", outside of the lock's folder
          registry = "../wheels" | comes from "../wheels", outside of the lock's folder
          """)
  void whatPipCannotInstallExactlyIsRefused(String source, String sentence) {
    String changed =
        whole()
            .replaceFirst(
                "registry = \"https://pypi.org/simple\" }\nwheels",
                source.replace("\\", "") + " }\nwheels");

    assertThatThrownBy(() -> read(PYPROJECT, changed))
        .hasMessageStartingWith(lock + ": the package \"flask\" " + sentence)
        .hasMessageEndingWith("uv export --no-dev --no-emit-project -o requirements.txt");
  }

  @Test
  void anArchiveIsItsUrlWithItsHash() throws IOException {
    String changed =
        whole()
            .replaceFirst(
                "registry = \"https://pypi.org/simple\" }\nwheels",
                "url = \"https://acme.com/flask.whl\" }\nwheels");

    assertThat(read(PYPROJECT, changed).lines())
        .contains("flask @ https://acme.com/flask.whl --hash=" + HASH);
  }

  @Test
  void aPackageWithoutHashesIsRefused() {
    assertThatThrownBy(() -> read(PYPROJECT, whole().replace(", hash = \"" + HASH + "\"", "")))
        .hasMessageContaining("has no SHA-256 hash");
  }

  @Test
  void conflictsAreRefused() {
    String conflicting =
        whole()
            .replaceFirst(
                "\n\\[\\[",
                "conflicts = [[\n    { package = \"my-shop\", extra = \"a\" },\n]]\n\n[[");

    assertThatThrownBy(() -> read(PYPROJECT, conflicting))
        .hasMessageContaining("has extras or groups that exclude each other (conflicts)");
  }

  @Test
  void otherLocksAreRefused() throws IOException {
    assertThatThrownBy(() -> read(PYPROJECT, whole().replaceFirst("version = 1", "version = 2")))
        .hasMessage(
            lock + " has version \"2\"; gateway:war reads 1. Export it: uv export -o pylock.toml");
    assertThatThrownBy(() -> read(PYPROJECT.replace(">=3.9", ">=3.12"), whole()))
        .hasMessageContaining(
            ": pyproject.toml needs Python >=3.12, and the interpreter is 3.11.2");
    assertThatThrownBy(() -> read("[tool.uv.workspace]\nmembers = ['a']\n", whole()))
        .hasMessageContaining(" is the lock of a workspace, whose pyproject.toml has no [project]");
    Files.delete(lock.resolveSibling("pyproject.toml"));
    assertThatThrownBy(() -> UvLock.read(lock, new FakePip()))
        .hasMessageContaining("has no pyproject.toml beside it");
  }

  private PipInput read(String pyproject, String text) throws IOException {
    Files.writeString(lock, text);
    Files.writeString(lock.resolveSibling("pyproject.toml"), pyproject);
    PackageFile file = new PackageFile(lock, List.of());
    assertThat(file.inputs()).containsExactly(lock, lock.resolveSibling("pyproject.toml"));
    return file.forPip(new FakePip());
  }
}
