package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.codehaus.plexus.util.FileUtils;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;

/**
 * The static files of a Django project, for the container to serve without asking the app.
 *
 * @param entries the files at the path of STATIC_URL, and the manifests that the app itself reads
 * @param ownFolder the project's STATIC_ROOT, relative to its sources; empty if it is elsewhere
 */
record DjangoStatic(List<WarEntry> entries, String ownFolder) {
  private static final DjangoStatic NONE = new DjangoStatic(List.of(), "");
  // ManifestStaticFilesStorage and django-compressor: the app reads them from STATIC_ROOT.
  private static final Set<String> MANIFESTS = Set.of("staticfiles.json", "CACHE/manifest.json");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Collects them, by Django's own collectstatic, into a folder of the build; and what
   * django-compressor makes of them, if it is set to do that offline.
   *
   * @param servletPath what comes before STATIC_URL if that is relative, such as {@code /app}
   * @param packages the installed packages
   * @param warnings receives what is left out, and settings that do not fit a WAR
   * @param exclusions decides what is left out
   * @throws PackagingRefused if collectstatic fails
   */
  static DjangoStatic collect(
      PythonProject project,
      String servletPath,
      Optional<Path> packages,
      Path work,
      Exclusions exclusions,
      Consumer<String> warnings,
      Consumer<String> details)
      throws IOException {
    if (!project.collectStatic()) {
      return NONE;
    }
    Optional<String> settings = settings(project, packages);
    if (settings.isEmpty()) {
      if (needsDjango(project, packages)) {
        warnings.accept(
            "Django's static files are not in the WAR, because neither manage.py nor a wsgi.py or"
                + " asgi.py names the settings; set DJANGO_SETTINGS_MODULE in the environment of"
                + " the build, or -Dgateway.collectStatic=false");
      }
      return NONE;
    }
    Path folder = work.toAbsolutePath().resolve("python/static");
    Path facts = folder.resolveSibling("static.facts");
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    Files.deleteIfExists(facts);
    runCollectstatic(
        project,
        settings.get(),
        packages,
        List.of(
            BundledScript.write(work.toAbsolutePath().resolve("python"), "collect_static.py"),
            folder,
            facts),
        details);
    List<String> said = Files.readAllLines(facts, StandardCharsets.UTF_8);
    Optional<String> place =
        said.isEmpty() ? Optional.empty() : place(said.get(0), servletPath, warnings, details);
    return place.isEmpty()
        ? NONE
        : placed(
            project, folder, place.get(), said.size() > 1 ? said.get(1) : "", exclusions, warnings);
  }

  private static Optional<String> settings(PythonProject project, Optional<Path> packages)
      throws IOException {
    // As in manage.py, the environment wins.
    String environment = System.getenv().getOrDefault("DJANGO_SETTINGS_MODULE", "");
    return environment.isEmpty() || !needsDjango(project, packages)
        ? new PythonAppFinder(project.sources()).djangoSettings()
        : Optional.of(environment);
  }

  private static boolean needsDjango(PythonProject project, Optional<Path> packages) {
    return Files.isRegularFile(project.sources().resolve("manage.py"))
        || packages.filter(folder -> Files.isDirectory(folder.resolve("django"))).isPresent();
  }

  private static void runCollectstatic(
      PythonProject project,
      String settings,
      Optional<Path> packages,
      List<Path> arguments,
      Consumer<String> details)
      throws IOException {
    Map<String, String> environment = new HashMap<>(project.environment(packages));
    environment.put("DJANGO_SETTINGS_MODULE", settings);
    Interpreter.Outcome outcome =
        project
            .interpreter()
            .runWithin(
                LIMIT,
                project.sources(),
                environment,
                arguments.stream().map(Path::toString).toList())
            .orElseThrow(
                () ->
                    new PackagingRefused(
                        "Django's collectstatic did not end within "
                            + LIMIT.toMinutes()
                            + " minutes with the settings "
                            + settings
                            + "; mend what they wait for, or leave it out with"
                            + " -Dgateway.collectStatic=false"));
    outcome.lines().forEach(details);
    if (outcome.code() != 0) {
      throw new PackagingRefused(
          "Django's collectstatic failed with the settings "
              + environment.get("DJANGO_SETTINGS_MODULE")
              + " (exit code "
              + outcome.code()
              + "); set in the environment what they need, or leave it out with"
              + " -Dgateway.collectStatic=false: "
              + outcome.lastLines());
    }
  }

  // Django: a STATIC_URL without a slash in front is relative to where the app is.
  private static Optional<String> place(
      String staticUrl, String servletPath, Consumer<String> warnings, Consumer<String> details) {
    boolean elsewhere = staticUrl.matches("(https?:)?//.*");
    if (staticUrl.startsWith("/") && !elsewhere) {
      warnings.accept(
          "STATIC_URL is "
              + staticUrl
              + " in Django's settings: under a context path such as /shop, pages name files"
              + " outside of the app; write "
              + staticUrl.replaceFirst("^/+", ""));
    }
    String path = staticUrl.startsWith("/") ? staticUrl : servletPath + "/" + staticUrl;
    String place = path.replaceAll("/+", "/").replaceFirst("^/", "").replaceFirst("/$", "");
    if (elsewhere || place.isEmpty()) {
      details.accept("STATIC_URL " + staticUrl + " is no folder of the WAR; nothing is put there");
      return Optional.empty();
    }
    return Optional.of(place + "/");
  }

  private static DjangoStatic placed(
      PythonProject project,
      Path folder,
      String place,
      String staticRoot,
      Exclusions exclusions,
      Consumer<String> warnings)
      throws IOException {
    Path sources = project.sources().toRealPath();
    Path root = sources.resolve(staticRoot).normalize();
    boolean inside = !staticRoot.isEmpty() && root.startsWith(sources) && !root.equals(sources);
    String own = inside ? sources.relativize(root).toString().replace('\\', '/') + "/" : "";
    List<WarEntry> entries = new ArrayList<>();
    // A secret would not only be in the WAR: everybody could get it.
    for (WarEntry entry : FileTree.listMade(folder, place, exclusions, (path, name) -> true)) {
      String name = entry.name().substring(place.length());
      entries.add(entry);
      if (MANIFESTS.contains(name) && inside) {
        entries.add(new WarEntry(PythonProject.PLACE + own + name, entry.file()));
      } else if (MANIFESTS.contains(name)) {
        warnings.accept(
            "The app reads "
                + name
                + " from STATIC_ROOT, which is "
                + (staticRoot.isEmpty() ? "not set" : staticRoot + ", outside of the project")
                + "; set STATIC_ROOT = BASE_DIR / \"collected\", and the file is packed there");
      }
    }
    return new DjangoStatic(List.copyOf(entries), own);
  }

  /** Returns whether a source is a file of an earlier collectstatic. */
  boolean isCollected(WarEntry source) {
    return !ownFolder.isEmpty() && source.name().startsWith(PythonProject.PLACE + ownFolder);
  }

  /** Returns the URL patterns at which the container serves them: one for each file. */
  List<String> urlPatterns(Consumer<String> warnings) {
    List<String> patterns = new ArrayList<>();
    for (WarEntry entry : entries) {
      if (entry.name().startsWith("WEB-INF/")) {
        continue;
      }
      // Characters that a URL pattern cannot contain, or that containers treat differently.
      if (entry.name().matches(".*[%*?#;\"<>|].*")) {
        warnings.accept(
            "The container cannot serve " + Messages.quoted(entry.name()) + "; rename the file");
      } else {
        patterns.add("/" + entry.name());
      }
    }
    return patterns;
  }
}
