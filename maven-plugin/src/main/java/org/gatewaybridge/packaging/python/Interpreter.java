package org.gatewaybridge.packaging.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** The Python interpreter of a build, which installs packages, compiles and runs commands. */
public final class Interpreter {
  // bridge-python's native.py makes the same tag when a WAR with native packages starts.
  private static final String FACTS =
      """
      import platform, sys, sysconfig
      names = {"cpython": "cp", "pypy": "pp"}
      musl = "musl" in (sysconfig.get_config_var("SOABI") or "")
      print("%d.%d.%d" % sys.version_info[:3])
      print("%s%d%d%s-%s_%s" % (
          names.get(sys.implementation.name, sys.implementation.name),
          sys.version_info[0], sys.version_info[1], getattr(sys, "abiflags", ""),
          "musllinux" if musl else sys.platform, platform.machine()))
      print(int(sys.version_info >= (3, 9)))
      """;
  private static final String ADVICE =
      "Install Python 3.9 or newer, name one with -Dgateway.pythonExecutable=/path/to/python3, or"
          + " let the WAR bring its own, which needs none here: -Dgateway.pythonCarried=true";

  private static final Duration START = Duration.ofMinutes(1);

  private final String executable;
  private final boolean carried;

  private Interpreter(String executable, boolean carried) {
    this.executable = executable;
    this.carried = carried;
  }

  /**
   * What an interpreter is.
   *
   * @param version such as {@code 3.11.2}
   * @param tag for which implementation, version and platform its native packages are made, such as
   *     {@code cp311-linux_x86_64}
   */
  public record Facts(String version, String tag) {}

  /** How a command ended. */
  public record Outcome(int code, List<String> lines) {
    /** Returns the last lines that are not blank, as one. */
    public String lastLines() {
      List<String> said =
          lines.stream().filter(line -> !line.isBlank()).map(String::strip).toList();
      return String.join(" | ", said.subList(Math.max(0, said.size() - 5), said.size()));
    }
  }

  /** Returns an interpreter; starts nothing yet. */
  public static Interpreter named(String executable) {
    return new Interpreter(executable, false);
  }

  /** Returns one that the WAR carries, too; nothing of this machine's other Pythons reaches it. */
  public static Interpreter carried(Path executable) {
    return new Interpreter(executable.toAbsolutePath().toString(), true);
  }

  /** Returns whether the WAR carries it. */
  public boolean isCarried() {
    return carried;
  }

  /**
   * Runs the interpreter to find its version and platform.
   *
   * @throws PackagingRefused if it cannot be started, or is too old
   */
  public Facts facts() throws IOException {
    Outcome outcome =
        runWithin(START, Path.of(""), Map.of(), List.of("-c", FACTS))
            .orElseThrow(
                () ->
                    new PackagingRefused(
                        this
                            + " is no Python that works: it did not answer within "
                            + START.toSeconds()
                            + " s. "
                            + ADVICE));
    List<String> lines = outcome.lines();
    if (outcome.code() != 0 || lines.size() != 3) {
      throw new PackagingRefused(
          this + " is no Python that works: " + outcome.lastLines() + ". " + ADVICE);
    }
    if (!lines.get(2).equals("1")) {
      throw new PackagingRefused(this + " is Python " + lines.get(0) + ". " + ADVICE);
    }
    return new Facts(lines.get(0), lines.get(1));
  }

  /**
   * Runs a command and waits for its end.
   *
   * @throws PackagingRefused if there is no such interpreter
   */
  public Outcome run(Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> lines = new ArrayList<>();
    return new Outcome(run(directory, environment, arguments, lines::add), lines);
  }

  /**
   * Runs a command, passes on each of its lines, and returns its exit code.
   *
   * @throws PackagingRefused if there is no such interpreter
   */
  public int run(
      Path directory,
      Map<String, String> environment,
      List<String> arguments,
      Consumer<String> lines)
      throws IOException {
    Process process = start(recorded(directory, environment, arguments));
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      process.getOutputStream().close();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + executable + " was running", e);
    } finally {
      process.destroy();
    }
  }

  /**
   * Runs a command that must end in time; one that does not is ended, with its children.
   *
   * @return how it ended; empty if it did not
   * @throws PackagingRefused if there is no such interpreter
   */
  Optional<Outcome> runWithin(
      Duration limit, Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    // No pipe: what the command leaves running could keep it open.
    Path output = Files.createTempFile("gateway-", ".output");
    try {
      Process process =
          start(recorded(directory, environment, arguments).redirectOutput(output.toFile()));
      process.getOutputStream().close();
      if (!endsWithin(limit, process)) {
        return Optional.empty();
      }
      String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      return Optional.of(new Outcome(process.exitValue(), said.lines().toList()));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private boolean endsWithin(Duration limit, Process process) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + executable + " was running", e);
    } finally {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Runs a command with this process's own input and output, and returns its exit code.
   *
   * @throws PackagingRefused if there is no such interpreter
   */
  int runInteractively(Path directory, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Process process = start(builder(directory, environment, arguments).inheritIO());
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + executable + " was running", e);
    } finally {
      process.destroy();
    }
  }

  private ProcessBuilder recorded(
      Path directory, Map<String, String> environment, List<String> arguments) {
    ProcessBuilder builder = builder(directory, environment, arguments).redirectErrorStream(true);
    // So that sets are written in the same order each time.
    builder.environment().put("PYTHONHASHSEED", "0");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    return builder;
  }

  private ProcessBuilder builder(
      Path directory, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(executable));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toAbsolutePath().toFile());
    if (carried) {
      CarriedEnvironment.isolate(builder.environment());
    }
    // Nothing is left in the user's folders.
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().putAll(environment);
    return builder;
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new PackagingRefused(this + " cannot be started: " + e.getMessage() + ". " + ADVICE, e);
    }
  }

  @Override
  public String toString() {
    return "The interpreter "
        + Messages.quoted(executable)
        + (carried ? " (gateway.pythonCarried)" : " (gateway.pythonExecutable)");
  }
}
