package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A container that serves on 127.0.0.1, in a process that ends with this one. */
public final class BenchmarkServer implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 40;

  private final Process process;
  private final int port;

  private BenchmarkServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a container; when this returns, every app answers.
   *
   * @param wars the exploded WARs by context path
   * @param java a JDK's home
   */
  public static BenchmarkServer start(
      BenchmarkContainer container,
      Map<String, War> wars,
      Path work,
      Path java,
      List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", container.classPath(work), "org.gatewaybridge.servers.Main"));
    command.addAll(List.of("--server", container.kind(), "--port", "0", "--exit-with-parent"));
    command.addAll(container.options());
    wars.forEach(
        (path, war) ->
            command.addAll(List.of("--war", war.directory().toString(), "--context-path", path)));
    Path log = work.resolve(container.id() + ".log");
    try {
      Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
      return new BenchmarkServer(process, awaitReady(process, log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int awaitReady(Process process, Path log) throws IOException {
    BufferedReader out = process.inputReader(UTF_8);
    CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(() -> readLine(out));
    String why;
    try {
      String ready = line.get(START_SECONDS, SECONDS);
      if (ready != null && ready.startsWith("READY ")) {
        return URI.create(ready.substring("READY ".length())).getPort();
      }
      why = "said " + ready;
    } catch (TimeoutException e) {
      why = "did not start in " + START_SECONDS + " seconds";
    } catch (InterruptedException | ExecutionException e) {
      why = "cannot be read: " + e;
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "The server " + why + "; its log:\n" + Files.readString(log, UTF_8));
  }

  private static @Nullable String readLine(BufferedReader out) {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** Returns the time that its threads have spent on a core. */
  double cpuSeconds() {
    return process
        .info()
        .totalCpuDuration()
        .map(time -> time.toNanos() / 1e9)
        .orElseThrow(() -> new IllegalStateException("The server has ended"));
  }

  /** Returns the address of a path, which starts with a slash. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Stops it gracefully, or else by force. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP_SECONDS, SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
