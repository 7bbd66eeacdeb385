package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.WireViolation;

/** One of several containers with the same WAR, started and ended again and again. */
final class Node implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path base;
  private final int port;
  private final Map<String, String> environment;
  private final List<String> command;
  private ForegroundProcess process;

  private Node(Path base, int port, Map<String, String> environment, List<String> command) {
    this.base = base;
    this.port = port;
    this.environment = environment;
    this.command = command;
    this.process = ForegroundProcess.start(base, environment, command);
  }

  /** How a container is laid out in a folder and run at a port of 127.0.0.1. */
  interface Kind {
    /** Lays it out and returns the command that runs it. */
    List<String> layOut(Path base, int number, int port, int databasePort) throws IOException;
  }

  /** Starts one; {@link #awaitReady} waits for it. */
  static Node start(
      Kind kind, int number, int port, int databasePort, Map<String, String> environment)
      throws IOException {
    Path base = Program.folder("node" + number);
    return new Node(base, port, environment, kind.layOut(base, number, port, databasePort));
  }

  int port() {
    return port;
  }

  /** Waits until gateway.health says that requests are answered. */
  Node awaitReady() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Port " + port + " is not ready; " + base + " says:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return this;
  }

  private boolean isReady() {
    RawRequest health = RawRequest.of("GET", "/shop/health").with("Host", "localhost");
    try (RawConnection connection = RawConnection.open("127.0.0.1", port)) {
      return connection
          .send(health)
          .tryRead(health)
          .map(RawResponse::code)
          .filter(code -> code == 200)
          .isPresent();
    } catch (IOException | WireViolation notYet) {
      return false;
    }
  }

  String log() {
    return process.log();
  }

  /** Ends it as kill -9 does. */
  void kill() throws InterruptedException {
    process.kill();
    process.close();
  }

  /** Ends it as a service manager does, by SIGTERM, and waits for its end. */
  void stop() throws InterruptedException {
    process.close();
  }

  /** Starts it again as it was. */
  void startAgain() {
    process = ForegroundProcess.start(base, environment, command);
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
