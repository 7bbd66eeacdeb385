package org.gatewaybridge.packaging.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PyLockTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  // As uv export and pip lock write it.
  private static final String HEAD =
      """
      lock-version = "1.0"
      created-by = "uv"
      requires-python = ">=3.9"

      """;
  private static final String FLASK =
      """
      [[packages]]
      name = "flask"
      version = "3.1.0"
      index = "https://pypi.org/simple"
      sdist = { url = "https://files.pythonhosted.org/flask-3.1.0.tar.gz", hashes = { sha256 = "%s" } }
      wheels = [{ name = "flask-3.1.0-py3-none-any.whl", url = "https://files.pythonhosted.org/flask-3.1.0-py3-none-any.whl", size = 102979, hashes = { sha256 = "%s" } }]

      """
          .formatted(A, B);

  private Path lock;

  @BeforeEach
  void folder(@TempDir Path folder) throws IOException {
    lock = folder.toRealPath().resolve("pylock.toml");
  }

  @Test
  void aPackageIsItsVersionWithTheHashesOfAllItsFiles() throws IOException {
    PipInput input = read(HEAD + FLASK);

    assertThat(input.lines())
        .containsExactly("flask==3.1.0 --hash=sha256:" + A + " --hash=sha256:" + B);
    assertThat(input.locked()).isTrue();
    assertThat(input.indexes()).isEmpty();
  }

  @Test
  void aPackageWhoseMarkerDoesNotHoldIsLeftOut() throws IOException {
    assertThat(read(HEAD + FLASK + marked("sys_platform == 'win32'")).lines()).hasSize(1);
    assertThat(read(HEAD + FLASK + marked("sys_platform == 'linux'")).lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'''dev'' in dependency_groups', 1",
    "'''Web_App'' in dependency_groups', 2",
    "'''dev'' not in dependency_groups', 2",
    "'''fast'' in extras', 1"
  })
  void theDefaultGroupsAreInstalledAndNoExtras(String marker, int packages) throws IOException {
    String head = HEAD + "extras = ['fast']\ndefault-groups = ['web-app']\n";

    assertThat(read(head + FLASK + marked(marker)).lines()).hasSize(packages);
  }

  @ParameterizedTest
  @ValueSource(strings = {"===2.7", ">=9 or so", "<=3.9.*"})
  void aPackageThatIsNotNeededMayWantAnyPython(String wanted) throws IOException {
    String python = "requires-python = \"" + wanted + "\"\n";

    assertThat(read(HEAD + FLASK + marked("sys_platform == 'win32'") + python).lines()).hasSize(1);
    assertThatThrownBy(() -> read(HEAD + FLASK + marked("sys_platform == 'linux'") + python))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining(": requires-python of a is \"" + wanted + "\"; write versions");
  }

  @ParameterizedTest
  @CsvSource({
    "'>=3.6.*', python_full_version >= '3.6'",
    "'<4.*, >=3.6', python_full_version < '4' and python_full_version >= '3.6'",
    "'>=2.7, !=3.0.*, ', python_full_version >= '2.7' and python_full_version != '3.0.*'"
  })
  void whatPackagesOfPyPiWantIsReadAsPipDoes(String wanted, String marker) {
    assertThat(Markers.ofPython(wanted)).hasValue(marker);
  }

  @Test
  void anyPythonFitsAPackageWithoutBounds() {
    assertThat(Markers.ofPython(" ")).isEmpty();
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("x = " + "[".repeat(100_000) + "]".repeat(100_000)))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("has tables or arrays in each other too deep");
  }

  @Test
  void aTableMayTakeSeveralLinesAsToml11Says() throws IOException {
    assertThat(read(HEAD + FLASK.replace("{ ", "{\n  ").replace(" }", ",\n}")).lines()).hasSize(1);
  }

  @Test
  void anotherIndexIsNamed() throws IOException {
    String elsewhere =
        FLASK.replace("https://pypi.org/simple", "https://me:secret@pypi.acme.com/simple/");

    assertThat(read(HEAD + elsewhere).indexes()).containsExactly("https://pypi.acme.com/simple/");
  }

  @Test
  void aWheelInTheProjectIsFoundInItsFolder() throws IOException {
    Files.createDirectories(lock.resolveSibling("my wheels"));
    String wheels =
        "wheels = [{ path = \"my wheels/a-1-py3-none-any.whl\", hashes = { sha256 = \"%s\" } }]";

    assertThat(read(HEAD + named(wheels.formatted(A))).lines())
        .containsExactly(
            "--find-links " + lock.resolveSibling("my wheels").toUri(), "a==1 --hash=sha256:" + A);
  }

  @Test
  void anArchiveIsItsUrlWithItsHash() throws IOException {
    String archive =
        "archive = { url = \"https://acme.com/a.zip\", subdirectory = \"py\", hashes = { sha256 ="
            + " \"%s\" } }";

    assertThat(read(HEAD + named(archive.formatted(A))).lines())
        .containsExactly("a @ https://acme.com/a.zip#subdirectory=py --hash=sha256:" + A);
  }

  @Test
  void aUrlDoesNotTakeAVariableOfTheBuild() throws IOException {
    String archive =
        "archive = { url = \"https://acme.com/${TOKEN}/a.zip\", hashes = { sha256 = \"%s\" } }";

    assertThat(read(HEAD + named(archive.formatted(A))).lines())
        .containsExactly("a @ https://acme.com/$%7BTOKEN}/a.zip --hash=sha256:" + A);
  }

  @Test
  void theProjectItselfIsNotInstalledBecauseItsSourcesArePacked() throws IOException {
    assertThat(read(HEAD + named("directory = { path = \".\", editable = true }")).lines())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vcs = { type = "git", url = "https://acme.com/a.git", commit-id = "1" } | the package "a" comes from a repository, for which pip checks no hash
          directory = { path = "libs/a" } | the package "a" is the folder "libs/a", for which pip checks no hash
          wheels = [{ url = "https://acme.com/a.whl", hashes = { md5 = "1" } }] | the package "a" has no SHA-256 hash
          wheels = [{ path = "../a.whl", hashes = { md5 = "1" } }] | the package "a" comes from "..", outside of the lock's folder
          archive = { path = "/opt/a.whl", hashes = { md5 = "1" } } | the package "a" comes from "/opt/a.whl", outside of the lock's folder
          marker = "???" | pip cannot judge the marker "???" of a ("Expected a marker variable")
          requires-python = ">=3.12" | a needs Python >=3.12, and the interpreter is 3.11.2
          """)
  void whatPipCannotInstallExactlyIsRefused(String entry, String sentence) {
    assertThatThrownBy(() -> read(HEAD + named(entry)))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith(lock + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lock-version = "2.0" | lock-version "2.0"; gateway:war reads 1.0
          lock-version = 1 | something else than its format wants as "lock-version"
          lock-version = | is no TOML:
          """)
  void whatIsNoSuchLockIsRefused(String text, String sentence) {
    assertThatThrownBy(() -> read(text)).hasMessageContaining(sentence);
  }

  @Test
  void theInterpreterMustBeOneOfThoseThatTheLockIsFor() {
    assertThatThrownBy(() -> read(HEAD.replace(">=3.9", ">=3.12") + FLASK))
        .hasMessageContaining("the lock needs Python >=3.12, and the interpreter is 3.11.2");
    assertThatThrownBy(() -> read(HEAD + "environments = [\"sys_platform == 'win32'\"]\n" + FLASK))
        .hasMessageContaining(" is for sys_platform == 'win32' only");
  }

  @Test
  void twoVersionsForOneInterpreterAreRefused() {
    assertThatThrownBy(() -> read(HEAD + FLASK + FLASK.replace("\"3.1.0\"", "\"3.0.0\"")))
        .hasMessageContaining(
            "the package \"flask\" is there twice for this interpreter (==3.1.0 and ==3.0.0)");
  }

  private static String marked(String marker) {
    return named(
        "marker = \"%s\"\nwheels = [{ url = \"https://acme.com/a.whl\", hashes = { sha256 = \"%s\" } }]"
            .formatted(marker, A));
  }

  private static String named(String entry) {
    return "[[packages]]\nname = \"a\"\nversion = \"1\"\n" + entry + "\n";
  }

  private PipInput read(String text) throws IOException {
    Files.writeString(lock, text);
    return PyLock.read(lock, new FakePip());
  }
}
