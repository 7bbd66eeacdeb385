package org.gatewaybridge.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An embedded server that runs in a process of its own.
 *
 * <p>It ends when it is closed, when this JVM is stopped, and when this JVM is killed: it watches
 * its parent and its standard input, which this side never writes to.
 */
public final class EmbeddedServerProcess implements AutoCloseable {
  // 128 + SIGINT and SIGTERM: a server that was stopped with Ctrl-C has not failed.
  private static final Set<Integer> SUCCESS = Set.of(0, 130, 143);
  // The bridge waits 30 s for requests in flight.
  private static final long STOP_SECONDS = 35;

  private final Process process;
  private final Thread atShutdown;
  private final CompletableFuture<URI> ready = new CompletableFuture<>();
  private final Thread output;
  private final ListenAddress listen;
  private final Pattern readyLine;

  private EmbeddedServerProcess(Process process, ListenAddress listen, Consumer<String> lines) {
    this.process = process;
    this.listen = listen;
    // What the app prints may stand before it on the same line.
    this.readyLine =
        Pattern.compile("READY (http://" + Pattern.quote(listen.host()) + ":\\d+)/\\S*$");
    this.atShutdown = new Thread(this::stop, "gateway-stop");
    this.output = new Thread(() -> read(lines), "gateway-output");
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param lines receives each line that it prints, on a thread of its own
   * @throws LaunchFailed if it ends first, or does not answer in time
   */
  public static EmbeddedServerProcess start(ServerLaunch launch, Consumer<String> lines)
      throws IOException {
    EmbeddedServerProcess server =
        new EmbeddedServerProcess(launch.process().start(), launch.listen(), lines);
    Runtime.getRuntime().addShutdownHook(server.atShutdown);
    server.output.setDaemon(true);
    server.output.start();
    try {
      server.ready.get(launch.startTimeout().toSeconds(), TimeUnit.SECONDS);
      return server;
    } catch (TimeoutException e) {
      server.close();
      throw new LaunchFailed(
          launch.container()
              + " did not answer within "
              + launch.startTimeout().toSeconds()
              + " s; its lines above may say why, or give it longer with -Dgateway.startTimeout",
          e);
    } catch (ExecutionException e) {
      server.close();
      throw new LaunchFailed(
          launch.container()
              + " could not run the app (exit code "
              + server.process.exitValue()
              + "); its lines above say why",
          e);
    } catch (InterruptedException e) {
      server.close();
      Thread.currentThread().interrupt();
      throw new LaunchFailed("Interrupted while " + launch.container() + " was starting", e);
    }
  }

  /** Returns the address of the app, ending in a slash. */
  public URI address() {
    return ready.join();
  }

  /**
   * Waits until the server has ended and all its lines have been passed on.
   *
   * @throws LaunchFailed if it ended with a failure
   */
  public void join() throws InterruptedException {
    int code = process.waitFor();
    output.join();
    if (!SUCCESS.contains(code)) {
      throw new LaunchFailed(
          "The server ended with exit code " + code + "; its lines above say why");
    }
  }

  /** Stops the server gracefully; one that does not end in time is killed. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // This JVM is being stopped, and the hook with it.
    }
  }

  private void stop() {
    // By its handle: Process.destroy would close the pipes, and lose the server's last lines.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      output.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader reader =
        process.inputReader(Charset.forName(System.getProperty("native.encoding", "UTF-8")))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Matcher told = readyLine.matcher(line);
        boolean isReady = !ready.isDone() && told.find();
        String others = isReady ? line.substring(0, told.start()) : line;
        if (!isReady || !others.isEmpty()) {
          lines.accept(others);
        }
        if (isReady) {
          ready.complete(listen.address(told.group(1)));
        }
      }
    } catch (IOException e) {
      lines.accept("The server's output broke off: " + e);
    } finally {
      ready.completeExceptionally(new LaunchFailed("The server ended before it was ready"));
    }
  }
}
