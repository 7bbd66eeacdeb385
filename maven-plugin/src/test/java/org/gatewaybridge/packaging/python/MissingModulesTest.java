package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateway:check says of an interpreter without SQLite and xz. */
final class MissingModulesTest {
  private static final String APP =
      """
      def app(environ, start_response):
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [b"good"]
      """;
  private static final String LACKING =
      """
      import sys

      class Lacking:
          def find_spec(self, name, path=None, target=None):
              if name in ("_sqlite3", "_lzma"):
                  raise ModuleNotFoundError("No module named %r" % name, name=name)

      sys.meta_path.insert(0, Lacking())
      """;
  private static final String SQLITE = " was built without the module sqlite3 (_sqlite3). ";

  private Path base;
  private Path python;

  @BeforeEach
  void interpreter(@TempDir Path folder) throws IOException {
    Python.executable();
    base = folder.toRealPath();
    Path lacking = Files.createDirectories(base.resolve("lacking"));
    Files.writeString(lacking.resolve("sitecustomize.py"), LACKING);
    python = base.resolve("python3");
    Files.writeString(
        python,
        """
        #!/bin/sh
        PYTHONPATH="%s:$PYTHONPATH" exec %s "$@"
        """
            .formatted(lacking, Python.EXECUTABLE));
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aFailingImportIsToldWithTheWaysOut() throws IOException {
    assertThat(check("import sqlite3\n" + APP))
        .singleElement()
        .asString()
        .startsWith("ERROR app:app cannot be imported: ModuleNotFoundError: No module named")
        .contains("'_sqlite3'. The interpreter ", SQLITE, "pysqlite3-binary", "gateway.pythonHome");
  }

  @Test
  void anImportThatHasNotHappenedYetIsFoundInTheSources() throws IOException {
    source("shop/store.py", "def load():\n    from sqlite3 import dbapi2\n");

    assertThat(check(APP))
        .singleElement()
        .asString()
        .startsWith("ERROR shop/store.py imports sqlite3 in line 2. The interpreter ")
        .contains(SQLITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try:@    import lzma@except ImportError:@    lzma = None@",
        "try:@    import lzma.x@except (KeyError, ModuleNotFoundError):@    pass@",
        "try:@    import nothing@except:@    import lzma@",
        "import contextlib@with contextlib.suppress(ImportError):@    import lzma@",
        "from importlib.util import find_spec@if find_spec('lzma'):@    import lzma@"
      })
  void anImportThatTheSourceCanDoWithoutIsAWarning(String source) throws IOException {
    source("shop.py", source.replace("@", "\n"));

    assertThat(check(APP))
        .singleElement()
        .asString()
        .matches("WARNING shop.py imports lzma in line \\d if it can\\. The interpreter .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import typing\nif typing.TYPE_CHECKING:\n    import sqlite3\n",
        "import sys\nif sys.platform == 'win32':\n    import sqlite3\n",
        "import sys\nif not sys.platform.startswith('win'):\n    pass\nelse:\n    import sqlite3\n",
        "import os, sys\nif os.name == 'nt' or sys.version_info < (3, 8):\n    import sqlite3\n",
        "if __name__ == '__main__':\n    import sqlite3\n",
        "from . import sqlite3\n",
        "import bz2\n",
        "import sqlite3000\n",
        "def (:\n"
      })
  void whatImportsNothingThatIsMissingIsNoFinding(String source) throws IOException {
    source("shop.py", source);

    assertThat(check(APP)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import sys@if sys.platform != 'win32':@    import lzma@",
        "import os@if os.environ.get('x'):@    import lzma@",
        "import os@if os.name:@    if os.sep:@        import lzma@"
      })
  void aConditionThatHoldsOrMayHoldHereGuardsNothing(String source) throws IOException {
    source("shop.py", source.replace("@", "\n"));

    assertThat(check(APP)).singleElement().asString().startsWith("ERROR shop.py imports lzma");
  }

  @Test
  void aModuleThatThePackageReplacesIsNotMissing() throws IOException {
    source("pysqlite3.py", "x = 1\n");

    assertThat(
            check(
                "import sys, pysqlite3; sys.modules['sqlite3'] = pysqlite3\nimport sqlite3\n"
                    + APP))
        .isEmpty();
  }

  @Test
  void testsThatAreNotPackedAreNotRead() throws IOException {
    source("tests/test_shop.py", "import sqlite3\n");

    assertThat(check(APP)).isEmpty();
  }

  @Test
  void aDatabaseOfDjangosSettingsIsFoundBeforeAnyQuery() throws IOException {
    assumeTrue(
        Interpreter.named(Python.EXECUTABLE)
                .run(base, Map.of(), List.of("-c", "import django"))
                .code()
            == 0,
        "There is no Django");
    source(
        "settings.py",
        """
        SECRET_KEY = "x"
        ALLOWED_HOSTS = ["*"]
        DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}
        """);
    String setup =
        """
        import os
        os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
        import django
        django.setup()
        """;

    assertThat(check(setup + APP))
        .singleElement()
        .asString()
        .startsWith(
            "ERROR DATABASES['default'] in Django's settings is django.db.backends.sqlite3: ")
        .contains(SQLITE);
  }

  private void source(String name, String text) throws IOException {
    Path file = base.resolve("src/main/python").resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private List<String> check(String app) throws IOException {
    source("app.py", app);
    PythonProject project =
        new PythonProject(
            base,
            base.resolve("src/main/python"),
            Optional.empty(),
            List.of(),
            List.of(),
            Pythons.ofServer(python.toString()),
            Map.of(),
            false,
            false);
    return PythonCheck.run(
        project,
        "app:app",
        "auto",
        "/",
        Duration.ofMinutes(5),
        base.resolve("target/gateway"),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        line -> {});
  }
}
