package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls a WSGI app once in its own interpreter, under wsgiref.validate, without a server. */
public final class PythonCheck {
  private PythonCheck() {}

  /**
   * Imports the app, calls it once, and looks at its framework's settings.
   *
   * @param app its address
   * @param path the path of the GET request
   * @param work the build's folder for generated files
   * @param details receives the output of pip and the app
   * @return the findings, each after ERROR or WARNING and a space
   */
  public static List<String> run(
      PythonProject project, String app, String path, Path work, Consumer<String> details)
      throws IOException {
    Optional<Path> packages = PythonPackages.install(project, work, details);
    Path script = BundledScript.write(work.toAbsolutePath().resolve("python"), "check_app.py");
    Path findings = script.resolveSibling("check.findings");
    Files.deleteIfExists(findings);
    Interpreter.Outcome outcome =
        project
            .interpreter()
            .run(
                project.sources(),
                project.environment(packages),
                List.of(script.toString(), app, path, findings.toString()));
    outcome.lines().forEach(details);
    return Files.exists(findings)
        ? Files.readAllLines(findings, StandardCharsets.UTF_8)
        : List.of(
            "ERROR The interpreter ended with exit code "
                + outcome.code()
                + " while it called "
                + app
                + ": "
                + outcome.lastLines());
  }
}
