package org.gatewaybridge.packaging.python;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.requirements.PackageFile;

/**
 * The Python side of a project.
 *
 * @param base the project's folder, in which pip is run
 * @param sources the folder of the app's modules
 * @param requirements which packages it needs; empty for none
 * @param packages more requirements, in the form of pip's command line
 * @param pipArguments more arguments of {@code pip install}
 * @param pythons the interpreter of the build, and those that the WAR carries
 * @param settings the deployment's defaults, by their names {@code gateway.python.*}
 * @param withTests whether the app's own tests are packed
 * @param collectStatic whether Django's static files are collected
 */
public record PythonProject(
    Path base,
    Path sources,
    Optional<PackageFile> requirements,
    List<String> packages,
    List<String> pipArguments,
    Pythons pythons,
    Map<String, String> settings,
    boolean withTests,
    boolean collectStatic) {
  /** Where the WAR has the app's modules. */
  static final String PLACE = "WEB-INF/python/";

  /** Where the WAR has the packages that they need. */
  static final String PACKAGES = "WEB-INF/python-packages/";

  public static final String FACTORY = "org.gatewaybridge.python.PythonAppFactory";
  static final String APP_PARAMETER = "gateway.python.app";
  private static final String INTERFACE_PARAMETER = "gateway.python.interface";

  /** Copies the lists. */
  public PythonProject {
    packages = List.copyOf(packages);
    pipArguments = List.copyOf(pipArguments);
    settings = Map.copyOf(settings);
  }

  /**
   * Finds the folder of a project's Python modules: the configured one, {@code src/main/python}, or
   * the project's own if there is an {@code app.py}, {@code wsgi.py}, {@code asgi.py} or {@code
   * manage.py} in it, or a {@code main.py} or {@code app/main.py} with an app.
   *
   * @throws PackagingRefused if the configured one is not a folder
   */
  public static Optional<Path> sourcesOf(Path base, Optional<Path> configured) throws IOException {
    if (configured.isPresent()) {
      if (!Files.isDirectory(configured.get())) {
        throw new PackagingRefused(
            "pythonSourceDirectory (gateway.pythonSourceDirectory) is "
                + configured.get()
                + ", which is no folder; correct the path");
      }
      return configured;
    }
    Path usual = base.resolve("src/main/python");
    if (Files.isDirectory(usual)) {
      return Optional.of(usual);
    }
    boolean named = Stream.of("app.py", "wsgi.py", "asgi.py", "manage.py").anyMatch(has(base));
    return named || new PythonAppFinder(base).hasMain() ? Optional.of(base) : Optional.empty();
  }

  private static Predicate<String> has(Path folder) {
    return name -> Files.isRegularFile(folder.resolve(name));
  }

  /**
   * Returns the init parameters for the app and its defaults; those of the project win.
   *
   * @param app returns the address of the app; called if {@code own} does not name it
   */
  public Map<String, String> initParams(Supplier<String> app, Map<String, String> own) {
    Map<String, String> params = new TreeMap<>(settings);
    params.putAll(own);
    params.computeIfAbsent(APP_PARAMETER, none -> app.get());
    return params;
  }

  /**
   * Returns how the app is called: {@code wsgi}, {@code asgi}, or {@code auto} if the app itself
   * says that.
   *
   * @param own the project's own init parameters
   */
  public String callOf(Map<String, String> own) {
    return own.getOrDefault(
        INTERFACE_PARAMETER, settings.getOrDefault(INTERFACE_PARAMETER, "auto"));
  }

  Interpreter interpreter() {
    return pythons.interpreter();
  }

  /** Returns the environment in which the app's modules and packages are found. */
  Map<String, String> environment(Optional<Path> packagesFolder) {
    String path =
        packagesFolder
            .map(folder -> sources + File.pathSeparator + folder)
            .orElseGet(sources::toString);
    return Map.of("PYTHONPATH", path);
  }
}
