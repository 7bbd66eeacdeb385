package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.carried.CarriedPythons;
import org.gatewaybridge.packaging.python.PythonProject;
import org.gatewaybridge.packaging.python.Pythons;
import org.gatewaybridge.packaging.requirements.PackageFile;
import org.jspecify.annotations.Nullable;

/** The parameters for a project whose app is a Python app. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
abstract class PythonParameters extends ModuleMojo {
  private static final String RUNTIMES = "workers|embedded|auto";
  private static final String COUNT = "0*[1-9][0-9]{0,4}";

  /**
   * The folder of the Python modules. If not given, src/main/python, or the project's own folder if
   * it has an app.py, wsgi.py, asgi.py or manage.py, or an app in a main.py or app/main.py.
   */
  @Parameter(property = "gateway.pythonSourceDirectory")
  private @Nullable File pythonSourceDirectory;

  /**
   * What says which packages the app needs: a requirements file, a lock (pylock.toml, uv.lock), or
   * a pyproject.toml. If not given, the first of pylock.toml, uv.lock, requirements.txt and
   * pyproject.toml that is there.
   */
  @Parameter(property = "gateway.requirementsFile")
  private @Nullable File requirementsFile;

  /** Python packages for the WAR, beside those of requirementsFile, such as flask==3.1.0. */
  @Parameter private @Nullable List<String> pythonPackages;

  /** Further arguments of pip install, separated by spaces, such as --no-index. */
  @Parameter(property = "gateway.pipArguments")
  private @Nullable String pipArguments;

  /**
   * The Python interpreter, a name on the PATH or an absolute path: of the build, and of the server
   * unless the WAR carries its own or the server names another. If not given, python3.
   */
  @Parameter(property = "gateway.pythonExecutable")
  private @Nullable String pythonExecutable;

  /**
   * Whether the WAR brings its own CPython, so that neither build nor server needs one. If not
   * given, it does if pythonHome or pythonPlatforms is set.
   */
  @Parameter(property = "gateway.pythonCarried")
  private @Nullable Boolean pythonCarried;

  /** The coordinates of the CPythons that WARs carry; their classifiers are platforms. */
  @Parameter(
      property = "gateway.pythonDistribution",
      defaultValue = "org.bytedeco:cpython:3.11.3-1.5.9")
  private String pythonDistribution;

  /**
   * The folder of a CPython for the WAR to carry, in place of pythonDistribution. It must be one
   * that can be moved, such as uv python install or conda-pack makes.
   */
  @Parameter(property = "gateway.pythonHome")
  private @Nullable File pythonHome;

  /**
   * For which platforms the WAR carries CPythons, separated by commas, such as
   * linux-x86_64,linux-arm64. If not given, for that of the build machine.
   */
  @Parameter(property = "gateway.pythonPlatforms")
  private @Nullable String pythonPlatforms;

  /**
   * How the server runs Python unless it is set there: workers, which are processes of its
   * interpreter; embedded, which is GraalPy in the server's own process; or auto, which is workers
   * where they can be started.
   */
  @Parameter(property = "gateway.pythonRuntime")
  private @Nullable String pythonRuntime;

  /**
   * Whether GraalPy is packed into WEB-INF/lib, about 140 MB. If not given, it is for pythonRuntime
   * embedded; with false, the server must have its jars, such as in a shared loader.
   */
  @Parameter(property = "gateway.pythonEmbedded")
  private @Nullable Boolean pythonEmbedded;

  /** How many Python processes answer requests, unless it is set on the server. */
  @Parameter(property = "gateway.pythonWorkers")
  private @Nullable String pythonWorkers;

  /** How many requests each of them answers at once, unless it is set on the server. */
  @Parameter(property = "gateway.pythonThreads")
  private @Nullable String pythonThreads;

  /** Whether the Python app's own tests, such as tests/ and test_*.py, are packed too. */
  @Parameter(property = "gateway.pythonTests", defaultValue = "false")
  private boolean pythonTests;

  /** Whether Django's static files are collected, for the container to serve them. */
  @Parameter(property = "gateway.collectStatic", defaultValue = "true")
  private boolean collectStatic;

  /** Returns whether the POM or the command line makes it a Python project. */
  final boolean isDeclaredPython() {
    return pythonSourceDirectory != null;
  }

  /** Returns whether GraalPy goes into the WAR. */
  final boolean packsGraalPy() {
    return pythonEmbedded == null ? "embedded".equals(pythonRuntime) : pythonEmbedded;
  }

  /** Returns the project's Python side; empty if it has none. */
  final Optional<PythonProject> python(Path base) throws IOException {
    Optional<Path> sources = PythonProject.sourcesOf(base, path(pythonSourceDirectory));
    return sources.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PythonProject(
                base,
                sources.get(),
                PackageFile.find(base, sources.get(), path(requirementsFile)),
                pythonPackages == null ? List.of() : pythonPackages,
                words("pipArguments", pipArguments),
                pythons(),
                settings(),
                pythonTests,
                collectStatic));
  }

  private Pythons pythons() throws IOException {
    String named = pythonExecutable == null ? "python3" : pythonExecutable;
    if (!isCarried()) {
      return Pythons.ofServer(named);
    }
    if (pythonExecutable != null && platforms().isEmpty()) {
      throw new PackagingRefused(
          "pythonExecutable (gateway.pythonExecutable) and pythonCarried (gateway.pythonCarried)"
              + " are both set; a WAR that carries its Python is built by it. Remove one, or give"
              + " the folder of your Python as pythonHome");
    }
    return new CarriedPythons(pythonDistribution, path(pythonHome), platforms(), named)
        .prepare(this::fetched, store(), getLog()::info);
  }

  final boolean isCarried() {
    return pythonCarried == null ? pythonHome != null || !platforms().isEmpty() : pythonCarried;
  }

  private List<String> platforms() {
    return PackagingMojo.patterns(pythonPlatforms);
  }

  private Path fetched(String coordinates) {
    try {
      return artifacts().one(coordinates);
    } catch (Artifacts.Unresolved e) {
      throw new PackagingRefused(
          "The CPython "
              + coordinates
              + " (gateway.pythonDistribution, gateway.pythonPlatforms) cannot be had: "
              + e.getMessage()
              + ". Name another version or platform, or give the folder of a CPython with"
              + " -Dgateway.pythonHome=...",
          e);
    }
  }

  /** Returns where prepared interpreters are kept: in a folder that Maven's own files avoid. */
  private Path store() {
    return session()
        .getRepositorySession()
        .getLocalRepository()
        .getBasedir()
        .toPath()
        .resolve(".cache/gateway-bridge/python");
  }

  /** Returns what the WAR sets for the server. */
  final Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    put(settings, "executable", isCarried() ? null : pythonExecutable); // it would win there
    put(settings, "runtime", checked("pythonRuntime", pythonRuntime, RUNTIMES, RUNTIMES));
    put(settings, "threads", checked("pythonThreads", pythonThreads, COUNT, "a number from 1"));
    put(settings, "workers", checked("pythonWorkers", pythonWorkers, COUNT, "a number from 1"));
    return settings;
  }

  /** Refuses at build time what no server would start with. */
  static @Nullable String checked(
      String parameter, @Nullable String value, String pattern, String wanted) {
    if (value != null && !value.strip().matches(pattern)) {
      throw new PackagingRefused(
          parameter
              + " (gateway."
              + parameter
              + ") is \""
              + value
              + "\"; give "
              + wanted.replace("|", " or "));
    }
    return value;
  }

  private static void put(Map<String, String> settings, String name, @Nullable String value) {
    if (value != null) {
      settings.put("gateway.python." + name, value);
    }
  }

  private static Optional<Path> path(@Nullable File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }

  /** Splits a command line as a shell does. */
  static List<String> words(String parameter, @Nullable String line) {
    try {
      return line == null ? List.of() : List.of(CommandLineUtils.translateCommandline(line));
    } catch (Exception e) { // as its method declares it
      throw new PackagingRefused(
          parameter + " (gateway." + parameter + ") is \"" + line + "\"; close its quotes", e);
    }
  }
}
