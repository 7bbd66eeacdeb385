package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls a WSGI app once in its own interpreter, under wsgiref.validate, without a server. */
public final class PythonCheck {
  // What check_app.py was about to do when it wrote it; ended, as a finding.
  private static final String PENDING = "PENDING ";

  private PythonCheck() {}

  /**
   * Imports the app, calls it once, and looks at its framework's settings.
   *
   * @param app its address
   * @param path the path of the GET request
   * @param limit how long it may take; then the interpreter is ended
   * @param work the build's folder for generated files
   * @param details receives the output of pip and the app
   * @return the findings, each after ERROR or WARNING and a space
   */
  public static List<String> run(
      PythonProject project,
      String app,
      String path,
      Duration limit,
      Path work,
      Consumer<String> details)
      throws IOException {
    Optional<Path> packages = PythonPackages.install(project, work, details);
    Path script = BundledScript.write(work.toAbsolutePath().resolve("python"), "check_app.py");
    Path findings = script.resolveSibling("check.findings");
    Files.deleteIfExists(findings);
    Optional<Interpreter.Outcome> outcome =
        project
            .interpreter()
            .runWithin(
                limit,
                project.sources(),
                project.environment(packages),
                List.of(script.toString(), app, path, findings.toString()));
    outcome.ifPresent(ended -> ended.lines().forEach(details));
    List<String> said = new ArrayList<>();
    if (Files.exists(findings)) {
      said.addAll(Files.readAllLines(findings, StandardCharsets.UTF_8));
    } else {
      said.add(PENDING + "the import of " + app);
    }
    String last = said.isEmpty() ? "" : said.get(said.size() - 1);
    if (last.startsWith(PENDING)) {
      String pending = last.substring(PENDING.length());
      said.set(
          said.size() - 1,
          "ERROR "
              + outcome.map(ended -> broken(app, ended)).orElseGet(() -> hung(pending, limit)));
    } else if (outcome.isEmpty()) {
      said.add("WARNING " + hung("the interpreter of " + app, limit));
    }
    return List.copyOf(said);
  }

  private static String broken(String app, Interpreter.Outcome outcome) {
    return "The interpreter ended with exit code "
        + outcome.code()
        + " while it called "
        + app
        + ": "
        + outcome.lastLines();
  }

  private static String hung(String what, Duration limit) {
    return what
        + " did not end within "
        + limit.toSeconds()
        + " s (gateway.startTimeout) and was stopped; start servers and other endless work only"
        + " in: if __name__ == \"__main__\"";
  }
}
