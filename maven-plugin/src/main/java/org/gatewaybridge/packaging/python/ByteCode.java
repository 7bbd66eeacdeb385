package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.codehaus.plexus.util.FileUtils;
import org.gatewaybridge.packaging.archive.WarEntry;

/**
 * Compiles Python's byte code at build time, because a server may not be able to write it.
 *
 * <p>PEP 552: it is validated by the hash of its source, not by the source's time, so that it is
 * the same on each build and right after a WAR is unpacked.
 */
public record ByteCode(Interpreter interpreter, Consumer<String> details) {
  /** What would put byte code elsewhere, make another, or refuse a source; empty is unset. */
  private static final Map<String, String> NEUTRAL =
      Map.of(
          "PYTHONPYCACHEPREFIX", "",
          "PYTHONOPTIMIZE", "",
          "PYTHONNODEBUGRANGES", "",
          "PYTHONWARNINGS", "");

  /**
   * Compiles the modules below a folder into their {@code __pycache__}.
   *
   * @param mode one of compileall's invalidation modes
   * @return the errors of compileall; empty if there are none
   */
  public List<String> compile(Path folder, String mode) throws IOException {
    Interpreter.Outcome outcome =
        interpreter.run(
            folder,
            NEUTRAL,
            List.of(
                "-m",
                "compileall",
                "-q",
                "--invalidation-mode",
                mode,
                "-s",
                folder.toString(),
                folder.toString()));
    outcome.lines().forEach(details);
    return outcome.code() == 0 ? List.of() : outcome.lines();
  }

  /**
   * Compiles sources elsewhere than where they lie, and returns the byte code's entries.
   *
   * @param stage a folder for it, which is emptied
   * @param warnings receives which sources are not valid Python
   */
  List<WarEntry> compiled(List<WarEntry> sources, Path stage, Consumer<String> warnings)
      throws IOException {
    FileUtils.deleteDirectory(stage.toFile());
    Path root = Files.createDirectories(stage);
    for (WarEntry source : sources) {
      if (source.name().endsWith(".py")) {
        Path copy = root.resolve(source.name());
        Files.createDirectories(copy.getParent());
        Files.copy(source.file(), copy);
      }
    }
    // Checked, so that an edit of a source on the server takes effect.
    List<String> complaints = compile(root, "checked-hash");
    if (!complaints.isEmpty()) {
      warnings.accept("Not all sources are Python: " + String.join(" | ", complaints));
    }
    List<WarEntry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".pyc"))
          .sorted()
          .forEach(
              file ->
                  entries.add(
                      new WarEntry(root.relativize(file).toString().replace('\\', '/'), file)));
    }
    return entries;
  }
}
