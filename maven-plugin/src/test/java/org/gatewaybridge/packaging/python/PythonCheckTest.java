package org.gatewaybridge.packaging.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PythonCheckTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String APP =
      """
      def app(environ, start_response):
          start_response("200 OK", [("Content-Type", "text/plain")])
          return [b"good"]
      """;

  private Path base;

  @BeforeEach
  void sources(@TempDir Path folder) throws IOException {
    Python.executable();
    base = folder.toRealPath();
    Files.createDirectories(base.resolve("src/main/python"));
  }

  @Test
  void anImportThatDoesNotEndIsAFinding() throws IOException {
    assertThat(check(APP + "import threading\nthreading.Event().wait()\n", Duration.ofSeconds(1)))
        .containsExactly(
            "ERROR the import of app:app did not end within 1 s (gateway.startTimeout) and was"
                + " stopped; start servers and other endless work only in: if __name__ =="
                + " \"__main__\"");
  }

  @Test
  void aThreadThatDoesNotEndIsLeft() throws IOException {
    assertThat(
            check(
                APP + "import threading\nthreading.Thread(target=threading.Event().wait).start()\n",
                LONG))
        .isEmpty();
  }

  @Test
  void anInterpreterThatEndsItselfIsAFinding() throws IOException {
    assertThat(check("import os\ndef app(environ, start_response):\n    os._exit(3)\n", LONG))
        .containsExactly("ERROR The interpreter ended with exit code 3 while it called app:app: ");
  }

  @Test
  void theChildrenOfWhatDoesNotEndAreEnded() throws IOException {
    Path pid = base.resolve("pid");
    String program =
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'input()'],"
            + " stdin=subprocess.PIPE); open(sys.argv[1] + '.new', 'w').write(str(p.pid));"
            + " import os; os.rename(sys.argv[1] + '.new', sys.argv[1]); p.wait()";
    Interpreter python = Interpreter.named(Python.EXECUTABLE);
    Optional<Interpreter.Outcome> outcome = Optional.empty();
    for (int seconds = 2; !Files.exists(pid); seconds *= 2) {
      outcome =
          python.runWithin(
              Duration.ofSeconds(seconds), base, Map.of(), List.of("-c", program, pid.toString()));
    }

    assertThat(outcome).isEmpty();
    Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(pid)));
    child.ifPresent(handle -> handle.onExit().join());
    assertThat(child.filter(ProcessHandle::isAlive)).isEmpty();
  }

  private List<String> check(String app, Duration limit) throws IOException {
    Files.writeString(base.resolve("src/main/python/app.py"), app);
    return PythonCheck.run(
        Python.in(base),
        "app:app",
        "auto",
        "/",
        limit,
        base.resolve("target/gateway"),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        line -> {});
  }
}
