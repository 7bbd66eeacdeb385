package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatewaybridge.packaging.archive.Digest;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.requirements.PipLibrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lock or a pyproject.toml says is what a real pip installs. */
final class LockedPackagesTest {
  private static final String UV =
      """
      version = 1
      revision = 3
      requires-python = ">=3.9"

      [[package]]
      name = "site"
      version = "0.1.0"
      source = { editable = "." }
      dependencies = [
          { name = "shop" },
          { name = "winshop", marker = "sys_platform == 'win32'" },
      ]

      [package.metadata]
      requires-dist = [
          { name = "shop", specifier = ">=1" },
          { name = "winshop", marker = "sys_platform == 'win32'" },
      ]

      [[package]]
      name = "shop"
      version = "1.0"
      source = { registry = "the wheels" }
      wheels = [
          { path = "shop-1.0-py3-none-any.whl", hash = "sha256:HASH" },
      ]

      [[package]]
      name = "winshop"
      version = "1.0"
      source = { git = "https://acme.com/winshop.git" }
      """;
  private static final String PYPROJECT =
      """
      [project]
      name = "site"
      dependencies = ["shop>=1.0", "winshop; sys_platform == 'win32'"]
      """;

  private final List<String> details = new ArrayList<>();
  private Path base;
  private Path wheel;

  @BeforeEach
  void project(@TempDir Path folder) throws IOException {
    Python.executable();
    base = folder.toRealPath();
    wheel = Python.wheel(base.resolve("the wheels"), "shop", Map.of("shop.py", "x = 1\n"));
  }

  @Test
  void aUvLockIsInstalledAndAgainOnlyWhenItChanges() throws IOException {
    file("pyproject.toml", PYPROJECT);
    file("uv.lock", UV);

    assertThat(installed(List.of(), "--no-index").resolve("shop.py")).hasContent("x = 1\n");
    installed(List.of(), "--no-index");
    assertThat(details).last().asString().endsWith("are up to date");
    file("pyproject.toml", PYPROJECT + "version = \"0.1.0\"\n");
    installed(List.of(), "--no-index");
    assertThat(details).last().asString().doesNotEndWith("are up to date");
    file("pyproject.toml", PYPROJECT.replace("shop>=1.0", "shop ~= 1.0"));
    file("uv.lock", UV.replace("specifier = \">=1\"", "specifier = \"~=1.0\""));
    installed(List.of(), "--no-index");
    file("pyproject.toml", PYPROJECT.replace("shop>=1.0", "shop~=1.0.0")); // allows less
    assertThatThrownBy(() -> installed(List.of(), "--no-index"))
        .hasMessageContaining("they differ in shop~=1.0, shop~=1.0.0; lock again: uv lock");
    file("uv.lock", UV);
    file("pyproject.toml", PYPROJECT.replace("shop>=1.0", "shop>=2"));
    assertThatThrownBy(() -> installed(List.of(), "--no-index"))
        .hasMessageContaining("they differ in shop>=1, shop>=2; lock again: uv lock");
  }

  @Test
  void aPylockIsInstalledWithWhatTheseFilesWere() throws IOException {
    String lock =
        """
        lock-version = "1.0"
        created-by = "test"
        environments = ["python_version >= '3'"]
        default-groups = ["web"]

        [[packages]]
        name = "shop"
        version = "1.0"
        marker = "'web' in dependency_groups and sys_platform != 'win32'"
        wheels = [{ path = "the wheels/shop-1.0-py3-none-any.whl", hashes = { sha256 = "HASH" } }]
        """;
    file("pylock.toml", lock);

    assertThat(installed(List.of(), "--no-index").resolve("shop.py")).hasContent("x = 1\n");
    file("pylock.toml", lock + "\n");
    Python.wheel(base.resolve("the wheels"), "shop", Map.of("shop.py", "x = 'another'\n"));
    assertThatThrownBy(() -> installed(List.of(), "--no-index"))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith("pip could not install " + base.resolve("pylock.toml"));
  }

  @Test
  void theDependenciesOfAPyprojectAreInstalled() throws IOException {
    file("pyproject.toml", PYPROJECT);

    assertThat(installed(List.of(), "--no-index", "--find-links=the wheels").resolve("shop.py"))
        .hasContent("x = 1\n");
  }

  @Test
  void noPackageCanBeAddedToALock() throws IOException {
    file("pyproject.toml", PYPROJECT);
    file("uv.lock", UV);

    assertThatThrownBy(() -> installed(List.of("flask==3.1.0")))
        .isInstanceOf(PackagingRefused.class)
        .hasMessage(
            "pythonPackages (flask==3.1.0) have no hashes in "
                + base.resolve("uv.lock")
                + ", and all packages of a lock need them; add them to the lock");
  }

  @Test
  void theOtherIndexesOfALockAreNamedIfPipFindsNothing() throws IOException {
    file("pyproject.toml", PYPROJECT);
    file("uv.lock", UV.replace("\"the wheels\"", "\"https://pypi.acme.com/simple\""));

    assertThatThrownBy(() -> installed(List.of(), "--no-index"))
        .hasMessageContaining(
            ", such as --extra-index-url, for the lock was made with"
                + " https://pypi.acme.com/simple:");
  }

  @Test
  void pipSaysWhatMarkersAndRequirementsAre() throws IOException {
    PipLibrary pip = new InterpretersPip(Interpreter.named(Python.EXECUTABLE), base);

    assertThat(pip.markers(Set.of("python_version > '0'", "python_version < '0'", "x y")))
        .containsEntry("python_version > '0'", new PipLibrary.Reply("", "", true, ""))
        .containsEntry("python_version < '0'", new PipLibrary.Reply("", "", false, ""))
        .hasEntrySatisfying("x y", reply -> assertThat(reply.problem()).isNotEmpty());
    assertThat(pip.requirements(Set.of("My.Shop[b, A] <2.0,>= 1; python_version < '0'", "-r x")))
        .containsEntry(
            "My.Shop[b, A] <2.0,>= 1; python_version < '0'",
            new PipLibrary.Reply("my-shop", "[a,b]<2,>=1", false, ""))
        .hasEntrySatisfying("-r x", reply -> assertThat(reply.problem()).isNotEmpty());
    assertThat(pip.requirements(List.of("shop[]", "shop @ file:///a%20b", "shop==1.*")))
        .containsEntry("shop[]", new PipLibrary.Reply("shop", "", true, ""))
        .containsEntry(
            "shop @ file:///a%20b", new PipLibrary.Reply("shop", " @ file:///a%20b", true, ""))
        .containsEntry("shop==1.*", new PipLibrary.Reply("shop", "==1.*", true, ""));
  }

  private void file(String name, String text) throws IOException {
    String hash = Digest.of(out -> Files.copy(wheel, out));
    Files.writeString(base.resolve(name), text.replace("HASH", hash));
  }

  private Path installed(List<String> packages, String... pipArguments) throws IOException {
    PythonProject plain = Python.in(base, pipArguments);
    PythonProject project =
        new PythonProject(
            base,
            plain.sources(),
            plain.requirements(),
            packages,
            plain.pipArguments(),
            Pythons.ofServer(Python.EXECUTABLE),
            Map.of(),
            false,
            false);
    Optional<Path> folder =
        PythonPackages.install(project, base.resolve("target/gateway"), details::add);
    return folder.orElseThrow();
  }
}
