package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A container as a process of the operating system. */
final class RealProcess implements ServerProcess {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  // What has not deployed once the container says that it is up rarely does so later.
  private static final Duration DEPLOY = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final int TAIL = 80;

  private final String id;
  private final Layout layout;
  private final Launch launch;
  private final Process process;
  private final Thread killer;

  private RealProcess(String id, Layout layout, Launch launch) throws IOException {
    this.id = id;
    this.layout = layout;
    this.launch = launch;
    if (launch.kept().isPresent()) {
      launch.kept().get().take();
    }
    ProcessBuilder builder = new ProcessBuilder(launch.command()).directory(layout.base().toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(launch.environment());
    builder.environment().putAll(layout.environment());
    builder.redirectErrorStream(true).redirectOutput(console().toFile());
    process = builder.start();
    killer = new Thread(this::kill, "kill-" + id);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Starts, and returns when the container says that it is up or has ended. */
  static RealProcess start(String id, Recipe recipe, Layout layout) throws IOException {
    return new RealProcess(id, layout, recipe.prepare(layout)).up();
  }

  private RealProcess up() throws IOException {
    await(START, () -> !alive() || launch.ready().matcher(log()).find(), "did not start");
    deploy();
    return this;
  }

  @Override
  public ServerProcess restart(List<String> behind) throws IOException {
    stop();
    Files.move(console(), layout.base().resolve("console-" + pid() + ".log"));
    return new RealProcess(id, layout, launch.behind(behind)).up().mustAnswer();
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
  RealProcess mustAnswer() throws IOException {
    try {
      for (Map.Entry<String, Path> war : layout.wars().entrySet()) {
        String path = war.getKey() + ProbePath.of(war.getValue());
        await(DEPLOY, () -> !alive() || answers(path), "does not answer " + path);
      }
      if (!alive()) {
        throw new IllegalStateException(id + " has ended by itself" + tail());
      }
      return this;
    } catch (IOException | RuntimeException e) {
      stop();
      throw e;
    }
  }

  private boolean answers(String path) {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create("http://" + host() + ":" + port() + path).toURL().openConnection();
      call.setInstanceFollowRedirects(false);
      call.setReadTimeout((int) ANSWER.toMillis());
      int status = call.getResponseCode();
      call.disconnect();
      return status >= 100 && status < 500 && status != 404;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Waits for what only looking can tell; kills the process when time is over. */
  private void await(Duration atMost, BooleanSupplier condition, String failure) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        kill();
        throw new IllegalStateException(
            id + " " + failure + " within " + atMost.toSeconds() + " s" + tail());
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

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return layout.port();
  }

  @Override
  public OptionalInt httpsPort() {
    return launch.https() ? OptionalInt.of(layout.httpsPort()) : OptionalInt.empty();
  }

  @Override
  public SSLContext trust() {
    return layout.certificate().trust();
  }

  @Override
  public String log() {
    StringBuilder all = new StringBuilder();
    logFiles().forEach(file -> all.append(text(file)));
    return all.toString();
  }

  private List<Path> logFiles() {
    List<Path> files = new ArrayList<>();
    if (!launch.extraLogs().isEmpty()) {
      Path pattern = Path.of(launch.extraLogs());
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(
              layout.base().resolve(pattern.getParent()), pattern.getFileName().toString())) {
        found.forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    files.sort(null);
    files.add(0, console());
    return files;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
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
            "The log of " + id + " does not contain \"" + text + "\"" + tail());
      }
      ended(Duration.ofMillis(20));
      log = log();
    }
    return log;
  }

  @Override
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

  @Override
  public Path deployed(String contextPath) {
    return Stream.of(
            layout.copied("webapps", contextPath), layout.copied("deployments", contextPath))
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> layout.base().resolve("webapps").resolve(TomcatRecipe.name(contextPath)));
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
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
      // The hook runs by itself then.
    }
    return byItself;
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  private Path console() {
    return layout.base().resolve("console.log");
  }

  private String tail() {
    String[] lines = log().split("\n");
    List<String> last = List.of(lines).subList(Math.max(0, lines.length - TAIL), lines.length);
    return "; " + layout.base() + " says last:\n" + String.join("\n", last);
  }
}
