package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.packaging.Project;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DjangoStaticTest {
  private static final String SETTINGS =
      """
      from pathlib import Path
      BASE_DIR = Path(__file__).resolve().parent.parent
      SECRET_KEY = "x"
      INSTALLED_APPS = ["django.contrib.staticfiles"]
      STATICFILES_DIRS = [BASE_DIR / "assets"]
      """;

  private Project project;
  private Optional<Path> packages = Optional.empty();

  @BeforeEach
  void project(@TempDir Path folder) throws IOException {
    Interpreter python = Interpreter.named(Python.executable());
    assumeTrue(
        python.run(folder, Map.of(), List.of("-c", "import django")).code() == 0,
        "There is no Django");
    project = new Project(folder.toRealPath());
    source("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n");
    source("site1/__init__.py", "");
    source("site1/wsgi.py", "application = None\n");
    source("assets/site.css", "p {}\n");
    settings("STATIC_URL = 'static/'\n");
  }

  @Test
  void filesGoWhereStaticUrlPoints() throws IOException {
    DjangoStatic found = collect("");

    assertThat(found.entries()).extracting(WarEntry::name).containsExactly("static/site.css");
    assertThat(found.urlPatterns(project.warnings::add)).containsExactly("/static/site.css");
    assertThat(project.base.resolve("src/main/python/site1/__pycache__")).doesNotExist();
  }

  @Test
  void aSecretIsNotServed() throws IOException {
    source("assets/deep/server.key", "secret");

    assertThat(collect("").entries()).extracting(WarEntry::name).containsExactly("static/site.css");
    assertThat(project.warnings)
        .containsExactly(
            "Left out of the WAR, because its name is that of a secret: static/deep/server.key");
  }

  @Test
  void aRelativeUrlIsBelowTheAppsOwnPath() throws IOException {
    assertThat(collect("/app").entries())
        .extracting(WarEntry::name)
        .containsExactly("app/static/site.css");
  }

  @Test
  void theProjectsOwnStaticRootIsNotTouched() throws IOException {
    settings("STATIC_URL = '/s/'\nSTATIC_ROOT = BASE_DIR / 'collected'\n");
    Path before = source("collected/old.css", "old");

    DjangoStatic found = collect("/app");

    assertThat(found.entries()).extracting(WarEntry::name).containsExactly("s/site.css");
    assertThat(project.base.resolve("src/main/python/collected").toFile().list())
        .containsExactly("old.css");
    assertThat(found.isCollected(new WarEntry("WEB-INF/python/collected/old.css", before)))
        .isTrue();
  }

  @Test
  void theManifestGoesToTheAppToo() throws IOException {
    settings(
        """
        STATIC_URL = "/static/"
        STATIC_ROOT = str(BASE_DIR / "collected")
        STATICFILES_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        STORAGES = {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": STATICFILES_STORAGE},
        }
        import django
        if django.VERSION >= (4, 2):
            del STATICFILES_STORAGE
        """);

    assertThat(collect("").entries())
        .extracting(WarEntry::name)
        .contains("WEB-INF/python/collected/staticfiles.json", "static/site.css")
        .anyMatch(name -> name.matches("static/site\\.[0-9a-f]{12}\\.css"));
  }

  @Test
  void whatIsServedElsewhereIsNotPacked() throws IOException {
    settings("STATIC_URL = 'https://cdn.example.org/s/'\n");

    assertThat(collect("").entries()).isEmpty();
    assertThat(project.details).anyMatch(line -> line.startsWith("STATIC_URL https://cdn"));
  }

  @Test
  void withoutManageThereIsNothingToCollect() throws IOException {
    Files.delete(project.base.resolve("src/main/python/manage.py"));

    assertThat(collect("").entries()).isEmpty();
    assertThat(project.warnings).isEmpty();
  }

  @Test
  void withoutManageAProjectThatNeedsDjangoIsTold() throws IOException {
    Files.delete(project.base.resolve("src/main/python/manage.py"));
    packages = Optional.of(project.base.resolve("packages"));
    Files.createDirectories(packages.get().resolve("django"));

    assertThat(collect("").entries()).isEmpty();
    assertThat(project.warnings)
        .singleElement()
        .asString()
        .contains("set DJANGO_SETTINGS_MODULE in the environment of the build");
  }

  @Test
  void withoutManageTheWsgiModuleNamesTheSettings() throws IOException {
    Files.delete(project.base.resolve("src/main/python/manage.py"));
    source("site1/wsgi.py", "os.environ['DJANGO_SETTINGS_MODULE'] = 'site1.settings'\n");

    assertThat(collect("").entries()).extracting(WarEntry::name).containsExactly("static/site.css");
  }

  @Test
  void anAbsoluteUrlIsToldOf() throws IOException {
    settings("STATIC_URL = '/static/'\n");

    assertThat(collect("").entries()).extracting(WarEntry::name).containsExactly("static/site.css");
    assertThat(project.warnings)
        .containsExactly(
            "STATIC_URL is /static/ in Django's settings: under a context path such as /shop, pages"
                + " name files outside of the app; write static/");
  }

  @Test
  void whatTheCompressorMakesOfflineIsPackedAndItsManifestGoesToTheApp() throws IOException {
    source("compressor/__init__.py", "");
    source("compressor/management/__init__.py", "");
    source("compressor/management/commands/__init__.py", "");
    source(
        "compressor/management/commands/compress.py",
        """
        import os
        from django.conf import settings
        from django.core.management.base import BaseCommand
        class Command(BaseCommand):
            def add_arguments(self, parser):
                parser.add_argument("--force", action="store_true")
            def handle(self, **options):
                for name in "CACHE/css/output.css", "CACHE/manifest.json":
                    path = os.path.join(settings.COMPRESS_ROOT, name)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    open(path, "w").close()
        """);
    settings(
        """
        STATIC_URL = "static/"
        STATIC_ROOT = COMPRESS_ROOT = BASE_DIR / "collected"
        INSTALLED_APPS += ["compressor"]
        COMPRESS_ENABLED = COMPRESS_OFFLINE = True
        """);

    assertThat(collect("").entries())
        .extracting(WarEntry::name)
        .containsExactlyInAnyOrder(
            "static/CACHE/css/output.css",
            "static/CACHE/manifest.json",
            "WEB-INF/python/collected/CACHE/manifest.json",
            "static/site.css");
    assertThat(project.base.resolve("src/main/python/collected")).doesNotExist();
  }

  @Test
  void aFailureSaysWhatDjangoSays() throws IOException {
    settings("raise RuntimeError('no database named')\n");

    assertThatThrownBy(() -> collect(""))
        .isInstanceOf(PackagingRefused.class)
        .hasMessageStartingWith(
            "Django's collectstatic failed with the settings site1.settings (exit code 1); ")
        .hasMessageContaining("-Dgateway.collectStatic=false")
        .hasMessageEndingWith("RuntimeError: no database named");
  }

  @Test
  void aNameThatNoPatternCanSayIsTold() throws IOException {
    source("assets/100%.css", "p {}\n");

    assertThat(collect("").urlPatterns(project.warnings::add)).containsExactly("/static/site.css");
    assertThat(project.warnings)
        .containsExactly("The container cannot serve \"static/100%.css\"; rename the file");
  }

  private DjangoStatic collect(String servletPath) throws IOException {
    PythonProject plain = Python.in(project.base);
    PythonProject python =
        new PythonProject(
            plain.base(),
            plain.sources(),
            Optional.empty(),
            new ArrayList<>(),
            List.of(),
            Pythons.ofServer(Python.EXECUTABLE),
            Map.of(),
            false,
            true);
    return DjangoStatic.collect(
        python,
        servletPath,
        packages,
        project.base.resolve("target/gateway"),
        new Exclusions(project.warnings::add, project.details::add, project.packAnyway),
        project.warnings::add,
        project.details::add);
  }

  private void settings(String text) {
    source("site1/settings.py", SETTINGS + text);
  }

  private Path source(String name, String text) {
    return project.file("src/main/python/" + name, text);
  }
}
