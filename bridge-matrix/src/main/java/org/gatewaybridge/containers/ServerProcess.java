package org.gatewaybridge.containers;

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
