package org.gatewaybridge.compat.readme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.docs.Page;

/**
 * Someone with a shell, a JDK and Maven, in a folder of their own; this build's artifacts are in
 * the local repository, as after an install. With {@code readme.empty} nothing else is.
 */
record Stranger(Path folder, Path bin) {
  private static final Duration MOST = Duration.ofMinutes(5);

  /** Makes an empty folder in one outside of the repository, and a {@code mvn} for the PATH. */
  static Stranger in(Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("project"));
    Path bin = Files.createDirectories(work.resolve("bin"));
    Path repository = Path.of(System.getProperty("readme.repository"));
    Path others = Path.of(System.getProperty("readme.repository.tail"));
    if (Boolean.getBoolean("readme.empty")) {
      others = work.resolve("installed");
      copy(repository.resolve("org/gatewaybridge"), others.resolve("org/gatewaybridge"));
      repository = work.resolve("repository"); // what comes from elsewhere is downloaded to it
    }
    Path mvn =
        Files.writeString(
            bin.resolve("mvn"),
            "#!/bin/sh\nexec '%s/bin/mvn' -B '-Dmaven.repo.local=%s' '-Dmaven.repo.local.tail=%s' \"$@\"\n"
                .formatted(System.getProperty("readme.maven"), repository, others));
    mvn.toFile().setExecutable(true);
    return new Stranger(folder, bin);
  }

  /** Saves the block that a page shows for a file, the one after the line that ends with it. */
  Path save(Page page, String file) throws IOException {
    Matcher block =
        Pattern.compile("(?ms)`" + Pattern.quote(file) + "`:\n\n^```\\w+\n(.*?)^```$")
            .matcher(page.text());
    if (!block.find()) {
      throw new AssertionError("The page has no block for " + file);
    }
    Path saved = folder.resolve(file);
    Files.createDirectories(saved.getParent());
    return Files.writeString(saved, block.group(1));
  }

  /** Copies a project's sources into the folder. */
  void copy(Path project) throws IOException {
    copy(project, folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    Path target = from.resolve("target");
    try (var files = Files.walk(from)) {
      for (Path file :
          files.filter(Files::isRegularFile).filter(f -> !f.startsWith(target)).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Runs a script to its end and returns its standard output; it must succeed. */
  String run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(script, environment, MOST);
  }

  /**
   * Runs a script to its end and returns its standard output; it must succeed.
   *
   * @param most how long it may take
   */
  String run(String script, Map<String, String> environment, Duration most)
      throws IOException, InterruptedException {
    Path output = folder.resolveSibling("output.txt");
    Process process =
        shell("set -e\n" + script, environment).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended || process.exitValue() != 0) {
      end(process);
      throw new AssertionError(
          "%s\n%s:\n%s\n%s"
              .formatted(
                  script,
                  ended ? "failed" : "has not ended after " + most,
                  Files.readString(output),
                  errors()));
    }
    return String.join("\n", Files.readAllLines(output));
  }

  /** Starts a script and leaves it running. */
  Process start(String script, Map<String, String> environment) throws IOException {
    return shell(script, environment).start();
  }

  private ProcessBuilder shell(String script, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectError(folder.resolveSibling("errors.txt").toFile());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("MAVEN_CMD_LINE_ARGS");
    builder.environment().put("GATEWAY_PYTHON_CACHE", bin.resolveSibling("python").toString());
    builder.environment().put("PIP_RETRIES", "0");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Reads what a running process prints until a line begins as given, and returns that line. */
  String awaitLine(BufferedReader out, String beginning) {
    StringBuilder seen = new StringBuilder();
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(beginning)) {
          return line;
        }
        seen.append(line).append('\n');
      }
      throw new AssertionError("No line begins with " + beginning + ":\n" + seen + errors());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolveSibling("errors.txt"));
  }

  /** Ends a process and all that it has started, gracefully first. */
  static void end(Process process) throws InterruptedException {
    var descendants = process.descendants().toList();
    process.destroy();
    descendants.forEach(ProcessHandle::destroy);
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
