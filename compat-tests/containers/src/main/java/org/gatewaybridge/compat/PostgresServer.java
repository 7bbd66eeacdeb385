package org.gatewaybridge.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.containers.Ports;

/** Debian's PostgreSQL with a new cluster, which lets everybody on this machine in. */
public final class PostgresServer implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path folder;
  private final int port;
  private final Process process;

  private PostgresServer(Path programs, Path folder, int port, Process process) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Finds the programs of the newest version; empty if there is none. */
  public static Optional<Path> programs() throws IOException {
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

  /** Starts a server, which the caller closes; returns when it takes connections. */
  public static PostgresServer start(Path programs) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("compat-pg");
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()), "");
    }
    String data = folder.resolve("data").toString();
    run(asPostgres(programs.resolve("initdb") + " -A trust -U postgres -D " + data), "");
    int port = new Ports().take();
    String command = "exec %s -h 127.0.0.1 -p %d -k %s -D %s";
    Process process =
        new ProcessBuilder(
                asPostgres(command.formatted(programs.resolve("postgres"), port, folder, data)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String ready =
        "for i in $(seq 100); do %s -q -h %s -p %d && exit; sleep 0.1; done; exit 1"
            .formatted(programs.resolve("pg_isready"), folder, port);
    run(asPostgres(ready), "");
    return new PostgresServer(programs, folder, port, process);
  }

  /** Names the folder of its Unix socket. */
  public Path folder() {
    return folder;
  }

  /** Returns its port on 127.0.0.1, which is a part of the socket's name too. */
  public int port() {
    return port;
  }

  /** Runs SQL in a database, by psql, and returns what it answers, without ornament. */
  public String run(String user, String database, String sql)
      throws IOException, InterruptedException {
    String psql = "%s -qAt -v ON_ERROR_STOP=1 -h %s -p %d -U %s -d %s -f -";
    return run(
        asPostgres(psql.formatted(programs.resolve("psql"), folder, port, user, database)), sql);
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

  private static String run(List<String> command, String input)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
    }
    return output;
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
