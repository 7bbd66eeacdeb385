package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that change while the app is imported: by the user, or by the import itself. */
class ReloadIT {
  private @TempDir Path directory = Path.of("");
  private Path sources = Path.of("");

  @BeforeEach
  void makeSources() throws IOException {
    sources = Files.createDirectories(directory.resolve("sources"));
  }

  @Test
  void appThatWritesItsStateAtEachImportIsLoadedOncePerEdit() throws Exception {
    Files.createFile(sources.resolve("state.json"));
    writeApp("one", "open('state.json', 'w').write(str(time.time_ns()))");
    try (PythonServer server = start("false")) {
      PythonServer.await(
          "the rule", () -> server.log().contains("so the app itself seems to write it"));
      assertThat(server.log()).contains("state.json changed during the import");
      assertThat(imports()).hasSize(3);

      writeApp("second", "open('state.json', 'w').write(str(time.time_ns()))");
      PythonServer.await("the edit", () -> isServed(server, "second"));
      writeApp("third", "open('state.json', 'w').write(str(time.time_ns()))");
      PythonServer.await("the next edit", () -> isServed(server, "third"));
      assertThat(imports()).endsWith("second", "third").hasSize(5);
    }
  }

  @Test
  void appThatWritesTheSameAtEachImportIsImportedOnce() throws Exception {
    Files.writeString(sources.resolve("built.py"), "BUILT = 1");
    writeApp("one", "open('built.py', 'w').write('BUILT = 1')");
    try (PythonServer server = start("false")) {
      writeApp("second", "open('built.py', 'w').write('BUILT = 1')");
      PythonServer.await("the edit", () -> isServed(server, "second"));
      writeApp("third", "open('built.py', 'w').write('BUILT = 1')");
      PythonServer.await("the next edit", () -> isServed(server, "third"));
      assertThat(imports()).containsExactly("one", "second", "third");
    }
  }

  @Test
  void editOfAnotherFileDuringAnImportIsLoadedAfterIt() throws Exception {
    Path settings = Files.writeString(sources.resolve("settings.json"), "before");
    writeApp("one", "");
    try (PythonServer server = start("false")) {
      writeApp("' + open('settings.json').read() + '", waiting());
      PythonServer.await("the import", () -> imports().size() == 2);
      Files.writeString(settings, "edited");
      Files.createFile(directory.resolve("gate"));
      PythonServer.await("the edit", () -> isServed(server, "edited"));
      assertThat(server.log()).contains("settings.json changed during the import");
    }
  }

  @Test
  void editDuringTheFirstImportEndsIt() throws Exception {
    writeApp("one", waiting());
    try (PythonServer server = start("true")) {
      PythonServer.await("the import", () -> imports().size() == 1);
      writeApp("second", "");
      PythonServer.await("the edit", () -> isServed(server, "second"));
      assertThat(server.log())
          .contains("live.py changed during the import, which is begun again")
          .doesNotContain("ERROR");
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  private PythonServer start(String inBackground) throws Exception {
    return PythonServer.start(
        directory,
        "live:application",
        "python.path",
        sources.toString(),
        "python.workers",
        "1",
        "python.reload",
        "true",
        "python.start-in-background",
        inBackground);
  }

  private String waiting() {
    return "while not os.path.exists('%s'): time.sleep(0.02)".formatted(directory.resolve("gate"));
  }

  /** Writes an app that notes its import, does something more, and answers with a word. */
  private void writeApp(String word, String more) throws IOException {
    String text =
        """
        import os, time
        WORD = '%s'
        with open('%s', 'a') as imports:
            imports.write(WORD + '\\n')
        %s

        def application(environ, start_response):
            start_response("200 OK", [])
            return [WORD.encode()]
        """
            .formatted(word, directory.resolve("imports"), more);
    Files.writeString(sources.resolve("live.py"), text);
  }

  private List<String> imports() {
    Path imports = directory.resolve("imports");
    try {
      return Files.exists(imports) ? Files.readAllLines(imports) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isServed(PythonServer server, String word) {
    try {
      return server.body("/").equals(word);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
