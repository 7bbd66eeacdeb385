package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.util.FileUtils;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.Digest;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;
import org.gatewaybridge.packaging.requirements.PackageFile;
import org.gatewaybridge.packaging.requirements.PipInput;

/** The packages that a Python app needs, installed by its interpreter's own pip. */
final class PythonPackages {
  private static final Pattern INCLUDED =
      Pattern.compile("(?m)^\\s*(?:-r|-c|--requirement|--constraint)[ =]?\\s*([^\\s#]+)");
  private static final Pattern LOCAL =
      Pattern.compile("(?m)^\\s*(?:(?:-e|--editable|-f|--find-links)[ =]?\\s*)?([^\\s#;]+)");

  private final PythonProject project;
  private final Path folder;
  private final LocalSources local;
  private final Consumer<String> details;

  private PythonPackages(
      PythonProject project, Path folder, LocalSources local, Consumer<String> details) {
    this.project = project;
    this.folder = folder;
    this.local = local;
    this.details = details;
  }

  /**
   * Installs and compiles them, unless they are installed from the same requirements already.
   *
   * @param work the build's folder for generated files, which keeps them
   * @param details receives pip's output
   * @return their folder; empty if the app needs none
   * @throws PackagingRefused if pip fails, or if one is editable
   */
  static Optional<Path> install(PythonProject project, Path work, Consumer<String> details)
      throws IOException {
    if (project.requirements().isEmpty() && project.packages().isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(work.resolve("python/packages"));
    LocalSources local = new LocalSources(work.toAbsolutePath().resolveSibling(".").normalize());
    return Optional.of(new PythonPackages(project, folder, local, details).installed());
  }

  private Path installed() throws IOException {
    Interpreter.Facts facts = project.interpreter().facts();
    Path whole = folder.resolve(Digest.of(out -> describe(facts, out)).substring(0, 16));
    Path sources = folder.resolveSibling("packages.sources");
    if (Files.isDirectory(whole)
        && Files.exists(sources)
        && Files.readString(sources, StandardCharsets.UTF_8).equals(sources(whole))) {
      details.accept("The packages in " + whole + " are up to date");
      return whole;
    }
    FileUtils.cleanDirectory(folder.toFile());
    // The folder appears when it is complete, so that a killed pip leaves nothing that looks
    // complete.
    Path half = Files.createDirectory(folder.resolve("." + whole.getFileName() + ".half"));
    pip(half);
    LocalSources.refuseEditable(half);
    String from = sources(half);
    AtomicFile.write(sources, out -> write(from, out));
    new ByteCode(project.interpreter(), details).compile(half, "unchecked-hash");
    return Files.move(half, whole);
  }

  private String sources(Path installed) throws IOException {
    return Digest.of(out -> local.describeAll(installed, out));
  }

  private void pip(Path target) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-m", "pip", "install", "--target", target.toString(), "--no-compile"));
    arguments.addAll(
        List.of("--no-input", "--disable-pip-version-check", "--no-warn-script-location"));
    PipInput input = input();
    arguments.addAll(fileArguments(input));
    arguments.addAll(project.pipArguments());
    arguments.addAll(project.packages());
    Interpreter.Outcome outcome = project.interpreter().run(project.base(), Map.of(), arguments);
    outcome.lines().forEach(details);
    if (outcome.code() != 0) {
      throw new PackagingRefused(failure(outcome, input));
    }
  }

  // Empty if pip reads the file itself, or there is none.
  private PipInput input() throws IOException {
    Optional<PackageFile> file = project.requirements().filter(named -> !named.isForPip());
    if (file.isEmpty()) {
      return new PipInput(List.of(), false, Set.of());
    }
    PipInput input =
        file.get().forPip(new InterpretersPip(project.interpreter(), folder.resolveSibling("")));
    if (input.locked() && !project.packages().isEmpty()) {
      throw new PackagingRefused(
          "pythonPackages ("
              + String.join(", ", project.packages())
              + ") have no hashes in "
              + what()
              + ", and all packages of a lock need them; add them to the lock");
    }
    return input;
  }

  private List<String> fileArguments(PipInput input) throws IOException {
    if (project.requirements().isEmpty()) {
      return List.of();
    }
    PackageFile file = project.requirements().get();
    if (file.isForPip()) {
      return List.of("-r", file.path().toString());
    }
    Path lines = folder.resolveSibling("packages.requirements.txt");
    String text = String.join("\n", input.lines()) + "\n";
    AtomicFile.write(lines, out -> write(text, out));
    return input.locked()
        ? List.of("--require-hashes", "--no-deps", "-r", lines.toString())
        : List.of("-r", lines.toString());
  }

  private String failure(Interpreter.Outcome outcome, PipInput input) {
    return hasNoPip(outcome)
        ? noPip(project.interpreter(), what())
        : "pip could not install "
            + what()
            + " (exit code "
            + outcome.code()
            + "); mend what it says, or give it arguments with -Dgateway.pipArguments"
            + (input.indexes().isEmpty()
                ? ""
                : ", such as --extra-index-url, for the lock was made with "
                    + String.join(" and ", new TreeSet<>(input.indexes())))
            + ": "
            + outcome.lastLines();
  }

  static boolean hasNoPip(Interpreter.Outcome outcome) {
    return outcome.lines().stream().anyMatch(line -> line.matches(".*No module named '?pip'?"));
  }

  static String noPip(Interpreter interpreter, String what) {
    return interpreter
        + " has no pip, which installs "
        + what
        + ". Install it with python3 -m ensurepip or your system's package python3-pip";
  }

  private String what() {
    return project
        .requirements()
        .map(file -> file.path().toString())
        .orElseGet(() -> String.join(", ", project.packages()));
  }

  private void describe(Interpreter.Facts facts, OutputStream out) throws IOException {
    List<String> words = new ArrayList<>(List.of(facts.version(), facts.tag()));
    words.addAll(project.packages());
    words.addAll(project.pipArguments());
    write(String.join("\n", words), out);
    for (String word : words) {
      describeLocal(resolved(project.base(), word.replaceFirst("^--?[a-z-]+=", "")), out);
    }
    if (project.requirements().isPresent()) {
      describe(project.requirements().get(), out);
    }
  }

  private void describe(PackageFile file, OutputStream out) throws IOException {
    if (file.isForPip()) {
      describe(file.path(), 0, out);
      return;
    }
    for (Path input : file.inputs()) {
      out.write(Files.readAllBytes(input));
    }
  }

  private void describe(Path requirements, int depth, OutputStream out) throws IOException {
    String text = RequirementsFile.read(requirements);
    write("\n" + text, out);
    for (Matcher local = LOCAL.matcher(text); local.find(); ) {
      describeLocal(resolved(project.base(), local.group(1)), out);
    }
    // pip itself ends at a file that includes itself; here the depth does.
    for (Matcher included = INCLUDED.matcher(text); depth < 10 && included.find(); ) {
      Path file = resolved(requirements.resolveSibling("."), included.group(1));
      if (Files.isRegularFile(file)) {
        describe(file, depth + 1, out);
      }
    }
  }

  private static Path resolved(Path folder, String name) {
    return name.matches("[^\\x00:*?\"<>|]+") ? folder.resolve(name).normalize() : folder;
  }

  private void describeLocal(Path path, OutputStream out) throws IOException {
    if (!project.base().startsWith(path)) {
      local.describe(path, out);
    }
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns what the app can import of the installed packages: not the scripts, which name this
   * machine's interpreter, nor where a package was installed from, nor secrets.
   */
  static List<WarEntry> entries(Path installed, Exclusions exclusions) throws IOException {
    return FileTree.listMade(
        installed,
        PythonProject.PACKAGES,
        exclusions,
        (path, relative) -> !relative.startsWith("bin") && !path.endsWith("direct_url.json"));
  }
}
