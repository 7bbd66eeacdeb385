package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;

/** The files of a Python project that its app needs at run time. */
final class PythonSources {
  private static final Pattern GENERATED =
      Pattern.compile(
          "__pycache__|.*\\.py[co]|.*\\.egg-info|node_modules|htmlcov|venv|.*\\.(log|war|whl)|celerybeat-schedule.*"
              + "|.*\\.sqlite3?(-(journal|wal|shm))?");
  private static final Pattern TESTS =
      Pattern.compile("tests|tests\\.py|test_.*\\.py|.*_test\\.py|conftest\\.py");
  // Of a project whose modules lie in its own folder, beside what builds it.
  private static final Set<String> BUILD =
      Set.of(
          "pom.xml",
          "mvnw",
          "mvnw.cmd",
          "build",
          "dist",
          "target",
          "test",
          "src/main",
          "src/test",
          "src/it");

  private final PythonProject project;
  private final Path work;
  private final Exclusions exclusions;

  private PythonSources(PythonProject project, Path work, Exclusions exclusions) {
    this.project = project;
    this.work = work.toAbsolutePath();
    this.exclusions = exclusions;
  }

  /**
   * Returns the files.
   *
   * @param work the build's folder for generated files, in which nothing is a source
   * @param exclusions decides what else is left out
   */
  static List<WarEntry> list(PythonProject project, Path work, Exclusions exclusions)
      throws IOException {
    PythonSources sources = new PythonSources(project, work, exclusions);
    return FileTree.list(project.sources(), PythonProject.PLACE, exclusions, sources::takes);
  }

  private boolean takes(Path path, Path relative) {
    String name = relative.getFileName().toString().toLowerCase(Locale.ROOT);
    String reason = reason(path, relative, name);
    if (!reason.isEmpty()) {
      exclusions.because("it is " + reason, path.toString());
    }
    return reason.isEmpty();
  }

  private String reason(Path path, Path relative, String name) {
    if (name.startsWith(".") && !name.equals(".well-known")) {
      return "hidden";
    }
    if (GENERATED.matcher(name).matches() || work.startsWith(path.toAbsolutePath())) {
      return "generated";
    }
    if (Files.exists(path.resolve("pyvenv.cfg"))) {
      return "a virtual environment";
    }
    if (!project.withTests() && TESTS.matcher(name).matches()) {
      return "a test (gateway.pythonTests=true packs it)";
    }
    boolean builds =
        project.sources().equals(project.base())
            && BUILD.contains(relative.toString().replace('\\', '/'));
    return builds ? "of the build" : "";
  }
}
