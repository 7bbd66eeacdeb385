package org.gatewaybridge.packaging.python;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.requirements.PipLibrary;

/**
 * Asks an interpreter's own pip.
 *
 * @param folder the build's folder for generated files of Python
 */
record InterpretersPip(Interpreter interpreter, Path folder) implements PipLibrary {
  @Override
  public String python() throws IOException {
    return interpreter.facts().version();
  }

  @Override
  public Map<String, Reply> markers(Collection<String> markers) throws IOException {
    return ask("markers", markers);
  }

  @Override
  public Map<String, Reply> requirements(Collection<String> requirements) throws IOException {
    return ask("requirements", requirements);
  }

  private Map<String, Reply> ask(String kind, Collection<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return Map.of();
    }
    Path script = BundledScript.write(folder, "ask_pip.py");
    Path questions = folder.resolve("pip.questions");
    Path replies = folder.resolve("pip.replies");
    byte[] json = new Gson().toJson(new TreeSet<>(texts)).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(questions, out -> out.write(json));
    Interpreter.Outcome outcome =
        interpreter.run(
            folder,
            Map.of(),
            List.of(script.toString(), kind, questions.toString(), replies.toString()));
    if (outcome.code() != 0) {
      throw new PackagingRefused(
          PythonPackages.hasNoPip(outcome)
              ? PythonPackages.noPip(interpreter, "packages")
              : interpreter
                  + " has a pip that cannot be asked about the lock; update it with -m pip install"
                  + " --upgrade pip: "
                  + outcome.lastLines());
    }
    return new Gson()
        .fromJson(
            Files.readString(replies, StandardCharsets.UTF_8),
            new TypeToken<Map<String, Reply>>() {});
  }
}
