package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.files.Exclusions;

/**
 * Calls an app once in its own interpreter, without a server: under wsgiref.validate, or for an
 * ASGI app under a lint of the plugin's own.
 */
public final class PythonCheck {
  // What check_app.py was about to do when it wrote it; ended, as a finding.
  private static final String PENDING = "PENDING ";

  private static final List<String> SCRIPTS =
      List.of(
          "asgi_lint.py",
          "asgi_messages.py",
          "asgi_sequences.py",
          "check_asgi.py",
          "missing_modules.py",
          "scan_imports.py");

  private static final int PLACE = PythonProject.PLACE.length();

  private PythonCheck() {}

  /**
   * Imports the app, calls it once, and looks at its framework's settings.
   *
   * @param app its address
   * @param call how it is called: wsgi, asgi, or auto if the app itself says that
   * @param path the path of the GET request
   * @param limit how long it may take; then the interpreter is ended
   * @param work the build's folder for generated files
   * @param clock tells what has reached its end of life
   * @param details receives the output of pip and the app
   * @return the findings, each after ERROR or WARNING and a space
   */
  public static List<String> run(
      PythonProject project,
      String app,
      String call,
      String path,
      Duration limit,
      Path work,
      Clock clock,
      Consumer<String> details)
      throws IOException {
    Optional<Path> packages = PythonPackages.install(project, work, details);
    Path folder = work.toAbsolutePath().resolve("python");
    Path script = BundledScript.write(folder, "check_app.py");
    for (String imported : SCRIPTS) {
      BundledScript.write(folder, imported);
    }
    Path sources = sources(project, work, folder.resolve("check.sources"));
    Path findings = script.resolveSibling("check.findings");
    Files.deleteIfExists(findings);
    Optional<Interpreter.Outcome> outcome =
        project
            .interpreter()
            .runWithin(
                limit,
                project.sources(),
                project.environment(packages),
                List.of(
                    script.toString(), app, path, findings.toString(), sources.toString(), call));
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
    Interpreter interpreter = project.interpreter();
    EndOfLife.past(interpreter.facts().version(), clock)
        .ifPresent(text -> said.add("WARNING " + interpreter + " is " + text));
    return List.copyOf(said);
  }

  // Lists the modules that are packed.
  private static Path sources(PythonProject project, Path work, Path list) throws IOException {
    String lines =
        PythonSources.list(project, work, Exclusions.silent(List.of())).stream()
            .filter(entry -> entry.name().endsWith(".py"))
            .map(entry -> entry.file() + "\t" + entry.name().substring(PLACE) + "\n")
            .collect(Collectors.joining());
    AtomicFile.write(list, out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
    return list;
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
