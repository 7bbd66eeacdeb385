package org.gatewaybridge.servers;

/** A running server; started by {@link ServerKind#start}. */
public interface EmbeddedServer extends AutoCloseable {

  /** How long a stop waits for requests in flight before it cuts them off, in milliseconds. */
  int STOP_TIMEOUT_MILLIS = 30_000;

  /** Returns the port of the plain listener; never 0. */
  int port();

  /**
   * Stops gracefully: takes no new request, lets requests in flight end, undeploys the apps, frees
   * the ports and deletes temporary files. A second call does nothing.
   */
  @Override
  void close();
}
