package org.gatewaybridge.packaging.requirements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * The file that says which packages an app needs.
 *
 * @param path the file
 * @param unread files beside it that say it too, and are not read
 */
public record PackageFile(Path path, List<Path> unread) {
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String PYPROJECT = "pyproject.toml";
  private static final String UV = "uv.lock";

  // Locks that pip cannot be told exactly, and how their own tools say them in its format.
  private static final Map<String, String> FOREIGN =
      Map.of(
          "poetry.lock", "poetry export -o requirements.txt",
          "pdm.lock", "pdm export --prod -o requirements.txt",
          "Pipfile.lock", "pipenv requirements --hash > requirements.txt");

  // The more exact one first.
  private static final List<String> ORDER =
      List.of(
          "pylock.toml", UV, REQUIREMENTS, "poetry.lock", "pdm.lock", "Pipfile.lock", PYPROJECT);

  /** Copies the list. */
  public PackageFile {
    unread = List.copyOf(unread);
  }

  /**
   * Finds a project's file: the configured one, or the most exact one in the project's folder or
   * that of its modules.
   *
   * @throws PackagingRefused if the configured one is not a file
   */
  public static Optional<PackageFile> find(Path base, Path sources, Optional<Path> configured) {
    if (configured.isPresent()) {
      if (!Files.isRegularFile(configured.get())) {
        throw new PackagingRefused(
            "requirementsFile (gateway.requirementsFile) is "
                + configured.get()
                + ", which is no file; correct the path");
      }
      return configured.map(path -> new PackageFile(path, List.of()));
    }
    Map<String, Path> there = new LinkedHashMap<>();
    for (String name : ORDER) {
      Stream.of(base, sources)
          .map(folder -> folder.resolve(name))
          .filter(Files::isRegularFile)
          .findFirst()
          .filter(path -> !name.equals(PYPROJECT) || declaresPackages(path))
          .ifPresent(path -> there.put(name, path));
    }
    List<String> names = new ArrayList<>(there.keySet());
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.remove(0);
    names.removeIf(name -> belongs(name, first));
    return Optional.of(
        new PackageFile(there.getOrDefault(first, base), names.stream().map(there::get).toList()));
  }

  private static boolean declaresPackages(Path pyproject) {
    try {
      return PyProject.read(pyproject).declaresPackages();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What a tool makes of another file beside it, or what another file is made of, is no second
  // word.
  private static boolean belongs(String name, String first) {
    return name.equals(PYPROJECT)
        ? !first.equals(REQUIREMENTS)
        : FOREIGN.containsKey(first) || (FOREIGN.containsKey(name) && first.equals(REQUIREMENTS));
  }

  /** Returns which other files were not read, in a sentence for the log; empty if none. */
  public Optional<String> note() {
    return unread.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The packages are those of "
                + path
                + "; not read: "
                + unread.stream()
                    .map(other -> other.getFileName().toString())
                    .collect(Collectors.joining(", "))
                + ". Name the file to read with -Dgateway.requirementsFile");
  }

  /** Returns whether pip reads the file itself. */
  public boolean isForPip() {
    String name = name();
    return !name.endsWith(".toml") && !name.equals(UV) && !FOREIGN.containsKey(name);
  }

  /** Returns the files that say which packages are installed, if pip does not read them itself. */
  public List<Path> inputs() {
    return Stream.of(path, path.resolveSibling(PYPROJECT))
        .distinct()
        .filter(Files::isRegularFile)
        .filter(file -> file.equals(path) || name().equals(UV))
        .toList();
  }

  /**
   * Reads a file that pip cannot read.
   *
   * @throws PackagingRefused if pip cannot do exactly what it says
   */
  public PipInput forPip(PipLibrary pip) throws IOException {
    String name = name();
    if (FOREIGN.containsKey(name)) {
      throw new PackagingRefused(
          path
              + " is a lock of which pip knows nothing; export it, and the requirements.txt beside"
              + " it is read instead: "
              + FOREIGN.get(name));
    }
    if (name.equals(UV)) {
      return UvLock.read(path, pip);
    }
    return name.equals(PYPROJECT) ? PyProject.read(path).packages(pip) : PyLock.read(path, pip);
  }

  private String name() {
    return path.getFileName().toString();
  }
}
