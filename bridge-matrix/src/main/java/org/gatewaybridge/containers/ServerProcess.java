package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The process of a container. It listens on the loopback address alone. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  // An app that is not deployed when the container is up is rarely deployed later.
  private static final Duration DEPLOY = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofMinutes(1);

  private final String id;
  private final Layout layout;
  private final Launch launch;
  private final ProcessLogs logs;
  private final Process process;
  private final Thread killer;

  private ServerProcess(String id, Layout layout, Launch launch) throws IOException {
    this.id = id;
    this.layout = layout;
    this.launch = launch;
    this.logs = new ProcessLogs(layout.base(), launch.extraLogs());
    if (launch.kept().isPresent()) {
      launch.kept().get().take();
    }
    ProcessBuilder builder = new ProcessBuilder(launch.command()).directory(layout.base().toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(launch.environment());
    builder.environment().putAll(layout.configuration().environment());
    builder.redirectErrorStream(true).redirectOutput(logs.console().toFile());
    process = builder.start();
    killer = new Thread(this::kill, "kill-" + id);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts a process, and returns when its log says that it is up, or when it has ended. */
  static ServerProcess start(String id, Recipe recipe, Layout layout) throws IOException {
    return new ServerProcess(id, layout, recipe.prepare(layout)).up();
  }

  private ServerProcess up() throws IOException {
    await(START, () -> !alive() || launch.ready().matcher(log()).find(), "did not start");
    deploy();
    return this;
  }

  /**
   * Stops the process and starts a new one in the same directory and on the same ports; returns
   * when every context answers.
   *
   * @param behind a command that runs the container's own, which follows it; empty for none
   */
  public ServerProcess restart(List<String> behind) throws IOException {
    stop();
    Files.move(logs.console(), layout.base().resolve("console-" + pid() + ".log"));
    return new ServerProcess(id, layout, launch.behind(behind)).up().mustAnswer();
  }

  private void deploy() throws IOException {
    if (alive()) {
      try {
        launch.deploy().run();
      } catch (IOException | RuntimeException e) {
        stop();
        throw e;
      }
    }
  }

  /** Waits until every context answers; stops the process when one does not. */
  ServerProcess mustAnswer() throws IOException {
    try {
      for (Map.Entry<String, Path> war : layout.wars().entrySet()) {
        String path = war.getKey() + ProbePath.of(war.getValue());
        await(
            DEPLOY,
            () -> !alive() || ProbePath.answers(host(), port(), path, ANSWER),
            "does not answer " + path);
      }
      if (!alive()) {
        throw new IllegalStateException(id + " has ended by itself" + logs.tail());
      }
      return this;
    } catch (IOException | RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** Polls a condition; kills the process if it does not become true in time. */
  private void await(Duration atMost, BooleanSupplier condition, String failure) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        kill();
        throw new IllegalStateException(
            id + " " + failure + " within " + atMost.toSeconds() + " s" + logs.tail());
      }
      ended(Duration.ofMillis(20));
    }
  }

  private boolean ended(Duration atMost) {
    try {
      return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      kill();
      throw new IllegalStateException("Interrupted while waiting for " + id, e);
    }
  }

  /** Returns the address it listens on: {@code 127.0.0.1}. */
  public String host() {
    return "127.0.0.1";
  }

  /** Returns the port of HTTP/1.1 and of HTTP/2 without TLS. */
  public int port() {
    return layout.port();
  }

  /** Returns the port of HTTPS; empty if this container is started without it. */
  public OptionalInt httpsPort() {
    return launch.https() ? OptionalInt.of(layout.httpsPort()) : OptionalInt.empty();
  }

  /** Returns a context that trusts the certificate of {@link #httpsPort} and no other. */
  public SSLContext trust() {
    return layout.certificate().trust();
  }

  /**
   * Returns everything logged so far: the console, then each other log file in the order of names.
   * Works after the process has ended, too.
   */
  public String log() {
    return logs.text();
  }

  /**
   * Waits until the log contains the text, and returns the log.
   *
   * @throws AssertionError with the last lines of the log, if it does not within half a minute
   */
  public String awaitLog(String text) {
    long end = System.nanoTime() + ANSWER.toNanos();
    String log = log();
    while (!log.contains(text)) {
      if (System.nanoTime() > end || !alive()) {
        log = log();
        if (log.contains(text)) {
          return log;
        }
        throw new AssertionError(
            "The log of " + id + " does not contain \"" + text + "\"" + logs.tail());
      }
      ended(Duration.ofMillis(20));
      log = log();
    }
    return log;
  }

  /**
   * Returns the SHA-256 of the WAR as it lies in the container, by context path ({@code ""} is the
   * root).
   */
  public String sha256(String contextPath) {
    try {
      byte[] war = Files.readAllBytes(deployed(contextPath));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(war));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the WAR's file in the container, by context path ({@code ""} is the root). */
  public Path deployed(String contextPath) {
    return Stream.of(
            layout.copied("webapps", contextPath), layout.copied("deployments", contextPath))
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> layout.base().resolve("webapps").resolve(TomcatRecipe.name(contextPath)));
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Stops gracefully, as the container's own stop command does, so that apps are undeployed; kills
   * a process that does not end within a minute.
   *
   * @return whether it has ended without being killed
   */
  public boolean stop() {
    boolean byItself = !alive();
    if (!byItself) {
      try {
        launch.stop().ask(process);
      } catch (IOException e) {
        process.destroy();
      }
      byItself = ended(STOP);
      if (byItself) {
        launch.kept().ifPresent(KeptDirectory::leave);
      }
    }
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException alreadyEnding) {
      // The JVM is ending, and runs the hook.
    }
    return byItself;
  }

  /** Stops the process. */
  @Override
  public void close() {
    stop();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
