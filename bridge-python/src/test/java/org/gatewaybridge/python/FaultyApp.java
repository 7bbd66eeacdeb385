package org.gatewaybridge.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Two workers of faults.py, and what that notes. */
record FaultyApp(PythonServer server, Path notes) implements AutoCloseable {

  static FaultyApp start(Path directory, String... settings) throws Exception {
    PythonServer server = PythonServer.start(directory, "faults:application", settings);
    // faults.py writes beside the directory it lies in
    return new FaultyApp(server, directory.resolve("war/WEB-INF/notes"));
  }

  /** Empties the notes. */
  void forget() throws IOException {
    Files.writeString(notes, "");
  }

  /** Lists the processes of all that was asked to sleep. */
  List<String> sleepers() {
    return lines().stream()
        .filter(line -> line.startsWith("sleeps "))
        .map(line -> line.substring(7))
        .toList();
  }

  long count(String note) {
    return lines().stream().filter(note::equals).count();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(notes);
    } catch (IOException e) {
      return List.of();
    }
  }

  CompletableFuture<HttpResponse<String>> inBackground(String target) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.get(target);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Asks until both workers have answered. */
  void bothWorkersAnswer() throws Exception {
    Set<String> pids = new HashSet<>();
    int before = sleepers().size();
    PythonServer.await(
        "two workers",
        () -> {
          List<CompletableFuture<HttpResponse<String>>> some =
              List.of(inBackground("/sleeps?0.05"), inBackground("/sleeps?0.05"));
          some.forEach(CompletableFuture::join);
          pids.addAll(sleepers().stream().skip(before).toList());
          return pids.size() >= 2;
        });
    assertThat(server.body("/hello")).isEqualTo("Hello, world!\n");
  }

  @Override
  public void close() {
    server.close();
  }
}
