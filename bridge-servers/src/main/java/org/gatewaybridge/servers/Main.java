package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Runs a WAR in the foreground. It prints one line on stdout, {@code READY
 * http://127.0.0.1:PORT/ctx/}, once the first WAR answers; logs go to stderr. SIGTERM and SIGINT
 * stop it gracefully, with exit code 0; 1 is a start that failed and 2 a command line that is
 * wrong, each with one sentence on stderr.
 */
public final class Main {

  private Main() {}

  /** Starts, and leaves the server's threads to keep the process alive. */
  public static void main(String[] arguments) {
    System.getProperties()
        .putIfAbsent("java.util.logging.manager", LastingLogManager.class.getName());
    int failure = run(System.out, System.err, arguments);
    if (failure != 0) {
      System.exit(failure);
    }
  }

  private static int run(PrintStream out, PrintStream err, String... arguments) {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\n" + Options.USAGE);
      return 2;
    }
    try {
      EmbeddedServer server = options.server().start(options.listen(), options.apps());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "gateway-stop"));
      LastingLogManager.lastToTheEnd();
      if (options.exitWithParent()) {
        exitWithParent();
      }
      out.println(
          "READY http://"
              + options.listen().host()
              + ":"
              + server.port()
              + options.apps().get(0).servletContextPath()
              + "/");
      return 0;
    } catch (StartFailed e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static void stop(EmbeddedServer server) {
    int code = 1;
    try {
      server.close();
      code = 0;
    } finally {
      // A JVM ended by a signal says 128 + its number, whatever its hooks did; a stop that went
      // well is a success.
      Runtime.getRuntime().halt(code);
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
