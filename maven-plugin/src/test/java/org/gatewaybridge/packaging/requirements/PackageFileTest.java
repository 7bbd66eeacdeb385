package org.gatewaybridge.packaging.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageFileTest {
  private static final String PYPROJECT = "[project]\nname = 'shop'\ndependencies = ['flask>=3']\n";

  private Path base;

  @BeforeEach
  void folder(@TempDir Path folder) throws IOException {
    base = folder.toRealPath();
  }

  @ParameterizedTest
  @CsvSource({
    "pylock.toml uv.lock requirements.txt pyproject.toml, pylock.toml, 'uv.lock, requirements.txt'",
    "uv.lock pyproject.toml, uv.lock, ''",
    "uv.lock requirements.txt pyproject.toml, uv.lock, requirements.txt",
    "requirements.txt pyproject.toml, requirements.txt, pyproject.toml",
    "requirements.txt poetry.lock Pipfile.lock, requirements.txt, ''",
    "poetry.lock pyproject.toml, poetry.lock, ''",
    "pyproject.toml, pyproject.toml, ''"
  })
  void theMostExactFileIsReadAndTheOthersAreTold(String files, String read, String unread)
      throws IOException {
    for (String name : files.split(" ", -1)) {
      Files.writeString(base.resolve(name), name.equals("pyproject.toml") ? PYPROJECT : "");
    }

    PackageFile found = find().orElseThrow();

    assertThat(found.path()).isEqualTo(base.resolve(read));
    assertThat(found.note())
        .isEqualTo(
            unread.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    "The packages are those of "
                        + base.resolve(read)
                        + "; not read: "
                        + unread
                        + ". Name the file to read with -Dgateway.requirementsFile"));
  }

  @Test
  void aPyprojectThatOnlyHoldsSettingsOfToolsSaysNothing() throws IOException {
    pyproject("[tool.ruff]\nline-length = 100\n");
    assertThat(find()).isEmpty();

    pyproject("[project]\nname = 'shop'\n");
    assertThat(find()).isEmpty();
  }

  @Test
  void aPyprojectInAnotherEncodingIsRefused() throws IOException {
    Path file = base.resolve("pyproject.toml");
    Files.writeString(file, "# \u00fc\n", StandardCharsets.ISO_8859_1);

    assertThatThrownBy(this::find)
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(file + " is not in UTF-8, as TOML must be; save it so");
  }

  @Test
  void theNamedFileIsRead() throws IOException {
    Path named = Files.writeString(base.resolve("needs.txt"), "");
    Files.writeString(base.resolve("uv.lock"), "");

    assertThat(PackageFile.find(base, base, Optional.of(named)).orElseThrow().note()).isEmpty();
    assertThatThrownBy(() -> PackageFile.find(base, base, Optional.of(base.resolve("no.txt"))))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageContaining("(gateway.requirementsFile) is " + base.resolve("no.txt"));
  }

  @Test
  void theDependenciesOfAPyprojectAreARequirementsFile() throws IOException {
    pyproject(PYPROJECT);

    assertThat(read()).isEqualTo(new PipInput(List.of("flask>=3"), false, Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [project]@dynamic = ["dependencies"] | says that its dependencies are dynamic
          [tool.poetry.dependencies]@python = "^3.9"@flask = "^3" | has its dependencies in [tool.poetry.dependencies]
          [project]@dependencies = ["-r a"] | has the dependency "-r a", which pip does not understand ("Expected a name")
          [project]@dependencies = ["a\\nb"] | has the dependency "a\\u000ab", which pip does not understand
          [project]@dependencies = ["flask"]@[tool.uv.sources]@Flask = { git = "x" } | gives "flask" a source of its own
          [project]@dependencies = ["flask"]@requires-python = ">=3.12" | : the project needs Python >=3.12
          [project]@dependencies = ["flask"]@requires-python = "3" | : requires-python of the project is "3"; write versions as in
          """)
  void whatPipCannotDoIsRefused(String text, String sentence) throws IOException {
    pyproject(text.replace("@", "\n"));

    assertThatThrownBy(this::read)
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith(
            base.resolve("pyproject.toml") + (sentence.startsWith(":") ? "" : " "))
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "poetry.lock, poetry export -o requirements.txt",
    "pdm.lock, pdm export --prod -o requirements.txt",
    "Pipfile.lock, pipenv requirements --hash > requirements.txt"
  })
  void theLocksOfOtherToolsAreRefusedWithTheirWayOut(String name, String export)
      throws IOException {
    Files.writeString(base.resolve(name), "");

    assertThatThrownBy(this::read)
        .hasMessage(
            base.resolve(name)
                + " is a lock of which pip knows nothing; export it, and the requirements.txt"
                + " beside it is read instead: "
                + export);
  }

  private void pyproject(String text) throws IOException {
    Files.writeString(base.resolve("pyproject.toml"), text);
  }

  private Optional<PackageFile> find() {
    return PackageFile.find(base, base.resolve("src"), Optional.empty());
  }

  private PipInput read() throws IOException {
    return find().orElseThrow().forPip(new FakePip());
  }
}
