package org.gatewaybridge.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

/** A container's process. It listens on the loopback address alone. */
public interface ServerProcess extends AutoCloseable {

  /** Says the address it listens on: {@code 127.0.0.1}. */
  String host();

  /** Says the port of HTTP/1.1 and of HTTP/2 without TLS. */
  int port();

  /** Says the port of HTTPS; empty where this container is started without it. */
  OptionalInt httpsPort();

  /** Makes a context that trusts the certificate of {@link #httpsPort} and no other. */
  SSLContext trust();

  /**
   * Reads everything logged so far: the console, then each log file that says more, in name order.
   * Works after the end too.
   */
  String log();

  /**
   * Waits half a minute at most until the log contains the text, and returns the log; fails with
   * the log's tail.
   */
  String awaitLog(String text);

  /** Names the WAR's file in the container, by context path ({@code ""} is the root). */
  Path deployed(String contextPath);

  /**
   * Stops, and starts a new process in the same directory and on the same ports; returns when every
   * context answers.
   *
   * @param behind a command that runs the container's own, which follows it; empty for none
   */
  ServerProcess restart(List<String> behind) throws IOException;

  /**
   * Says the SHA-256 of the WAR as it lies in the container, by context path ({@code ""} is the
   * root).
   */
  String sha256(String contextPath);

  long pid();

  boolean alive();

  /**
   * Stops gracefully, as the container's own stop command does, so that apps are undeployed; kills
   * what has not ended then.
   *
   * @return whether it has ended without being killed
   */
  boolean stop();

  @Override
  default void close() {
    stop();
  }
}
