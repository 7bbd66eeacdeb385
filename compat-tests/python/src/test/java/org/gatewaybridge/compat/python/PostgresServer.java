package org.gatewaybridge.compat.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's PostgreSQL, with a new cluster, on a Unix socket alone. */
final class PostgresServer implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path folder;
  private final Process process;

  private PostgresServer(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Finds the programs of the newest version; empty if there is none. */
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo);
    }
  }

  /**
   * Starts a server with a database, and writes how it is reached where PGSERVICEFILE says.
   *
   * @param database its name, and that of the service
   */
  static PostgresServer start(Path programs, String database)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("compat-pg");
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    run(asPostgres(programs.resolve("initdb") + " -A trust -U postgres -D " + data));
    Process process =
        new ProcessBuilder(
                asPostgres(
                    "exec " + programs.resolve("postgres") + " -h '' -k " + folder + " -D " + data))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    PostgresServer server = new PostgresServer(folder, process);
    String create =
        "for i in $(seq 100); do %s -h %s -U postgres %s 2>/dev/null && exit; sleep 0.1; done; exit 1"
            .formatted(programs.resolve("createdb"), folder, database);
    run(asPostgres(create));
    Files.writeString(
        Path.of(System.getenv("PGSERVICEFILE")),
        "[%s]\nhost=%s\nuser=postgres\n".formatted(database, folder));
    return server;
  }

  // It refuses to run as root.
  private static List<String> asPostgres(String command) {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
    }
    words.addAll(List.of("sh", "-c", "unset PGSERVICE PGDATABASE; cd / && " + command));
    return words;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
