package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a WAR in the foreground. It prints one line on stdout, {@code READY
 * http://127.0.0.1:PORT/ctx/}, once the first WAR answers; logs go to stderr. SIGTERM and SIGINT
 * stop it gracefully, with exit code 0; 1 is a start that failed and 2 a command line that is
 * wrong, each with one sentence on stderr.
 */
public final class Main {
  private static final int START_TIMEOUT_SECONDS = 30;

  private Main() {}

  /** Starts a server, whose threads keep the process alive. */
  public static void main(String[] arguments) {
    System.getProperties()
        .putIfAbsent("java.util.logging.manager", LastingLogManager.class.getName());
    int failure = run(System.out, System.err, arguments);
    if (failure != 0) {
      System.exit(failure);
    }
  }

  private static int run(PrintStream out, PrintStream err, String... arguments) {
    CommandLine commandLine;
    try {
      commandLine = CommandLine.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\n" + CommandLine.USAGE);
      return 2;
    }
    CompletableFuture<EmbeddedServer> started = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "gateway-stop"));
    LastingLogManager.lastToTheEnd();
    if (commandLine.exitWithParent()) {
      exitWithParent();
    }
    try {
      EmbeddedServer server = commandLine.server().start(commandLine.listen(), commandLine.apps());
      started.complete(server);
      out.println("READY " + address(commandLine, server.port()));
      return 0;
    } catch (StartFailed e) {
      started.cancel(false);
      err.println(e.getMessage());
      return 1;
    }
  }

  private static String address(CommandLine commandLine, int port) {
    String contextPath = commandLine.apps().get(0).servletContextPath();
    return "http://" + commandLine.listen().host() + ":" + port + contextPath + "/";
  }

  /**
   * Stops the server. A start that is under way is completed first, since only it knows what it has
   * opened.
   */
  private static void stop(CompletableFuture<EmbeddedServer> started) {
    int code = 1;
    try {
      started.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS).close();
      code = 0;
    } catch (CancellationException failed) {
      return;
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      System.getLogger(Main.class.getName())
          .log(System.Logger.Level.WARNING, "The start did not end; the process does", e);
    } finally {
      if (!started.isCancelled()) {
        // A JVM that a signal ends has the exit code 128 + its number, whatever its hooks did; a
        // stop without a failure is a success.
        Runtime.getRuntime().halt(code);
      }
    }
  }

  private static void exitWithParent() {
    ProcessHandle.current().parent().ifPresent(parent -> exitAfter(() -> parent.onExit().join()));
    exitAfter(Main::awaitEndOfInput);
  }

  private static void exitAfter(Runnable end) {
    Thread watch =
        new Thread(
            () -> {
              end.run();
              System.exit(0);
            },
            "gateway-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.getLogger(Main.class.getName())
          .log(System.Logger.Level.DEBUG, "stdin broke, as when the parent dies", e);
    }
  }
}
