package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are replaced, and what watches them, if that breaks itself. */
class SupervisionIT {
  private static final String TEMPORARY = "java.io.tmpdir";
  private final String before = System.getProperty(TEMPORARY);

  private @TempDir Path directory = Path.of("");
  private @TempDir Path temporary = Path.of("");

  /** Has the sockets where no other JVM makes its own. */
  @BeforeEach
  void setTemporary() {
    System.setProperty(TEMPORARY, temporary.toString());
  }

  @AfterEach
  void resetTemporary() {
    System.setProperty(TEMPORARY, before);
  }

  @Test
  void workersComeBackWhenTheirSocketWasDeleted() throws Exception {
    PythonMode.assumeUnixSocket("a port cannot be deleted");
    try (PythonServer server = PythonServer.start(directory, "faults:application")) {
      for (Path folder : socketDirectories()) {
        Files.delete(folder.resolve("s"));
      }
      PythonServer.await("the socket", () -> server.log().contains("it is made again"));
      assertThat(server.get("/exits").statusCode()).isEqualTo(502);
      PythonServer.await("two workers", () -> PythonServer.processes().size() == 3);
      assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
      assertThat(server.log()).doesNotContain("it is started again");
    }
    assertThat(socketDirectories()).isEmpty();
  }

  @Test
  void watchThatFailsIsStartedAgainWithItsProcesses() throws Exception {
    Logger log = Logger.getLogger("org.gatewaybridge.python");
    List<Boolean> isHealthy = new CopyOnWriteArrayList<>();
    try (PythonServer server =
        PythonServer.start(directory, "faults:application", "health", "/health")) {
      assertThat(server.answers("/health")).isTrue();
      log.setFilter(
          record -> {
            if (record.getMessage().contains("ended by exit code 7")) {
              throw new OutOfMemoryError("on purpose"); // on the watch thread
            }
            if (record.getMessage().contains("it is started again")) {
              isHealthy.add(server.answers("/health"));
            }
            return true;
          });
      assertThat(server.get("/exits").statusCode()).isEqualTo(502);
      PythonServer.await("the restart", () -> server.log().contains("it is started again"));
      PythonServer.await("workers again", () -> server.answers("/hello"));
      PythonServer.await("health", () -> server.answers("/health"));
      assertThat(isHealthy).containsExactly(false);
      assertThat(server.log()).contains("The watch over the Python workers failed");
    } finally {
      log.setFilter(null);
    }
    assertThat(PythonServer.processes()).isEmpty();
  }

  @Test
  void workersAreReplacedAfterTheirRequests() throws Exception {
    try (PythonServer server =
        PythonServer.start(
            directory, "faults:application", "python.max-requests", "5", "python.threads", "2")) {
      Set<String> pids = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        pids.add(server.body("/pid"));
      }
      assertThat(pids).hasSizeGreaterThanOrEqualTo(10);
      PythonServer.await("two workers", () -> PythonServer.processes().size() == 3);
      assertThat(server.log()).doesNotContain("SEVERE").doesNotContain("refused");
    }
  }

  private List<Path> socketDirectories() {
    return list(temporary).stream()
        .filter(file -> file.getFileName().toString().matches("gw\\d{10,}"))
        .toList();
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
