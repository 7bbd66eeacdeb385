package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** Runs a command of a Python project, such as {@code manage.py migrate}. */
public final class PythonCommand {
  private PythonCommand() {}

  /**
   * Runs a command in the folder of the modules, with the app's interpreter and packages.
   *
   * @param arguments the arguments of the interpreter
   * @param work the build's folder for generated files
   * @param details receives pip's output
   * @throws PackagingRefused if the project has no Python side, if there are no arguments, and if
   *     the command fails
   */
  public static void run(
      Optional<PythonProject> python, List<String> arguments, Path work, Consumer<String> details)
      throws IOException {
    if (python.isEmpty()) {
      throw new PackagingRefused(
          "This project has no Python modules: there is no src/main/python, nor an app.py, wsgi.py"
              + " or manage.py. Name their folder with -Dgateway.pythonSourceDirectory=...");
    }
    if (arguments.isEmpty()) {
      throw new PackagingRefused(
          "gateway:python has no command; give it one, such as"
              + " -Dgateway.args=\"manage.py migrate\"");
    }
    PythonProject project = python.get();
    Optional<Path> packages = PythonPackages.install(project, work, details);
    int code =
        project
            .interpreter()
            .runInteractively(project.sources(), project.environment(packages), arguments);
    if (code != 0) {
      throw new PackagingRefused(
          String.join(" ", arguments)
              + " ended with exit code "
              + code
              + "; its lines above say why");
    }
  }
}
