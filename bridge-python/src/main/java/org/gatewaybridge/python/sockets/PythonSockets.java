package org.gatewaybridge.python.sockets;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.websocket.EventWebSocketRequest;

/** The open WebSockets of a deployment. Safe for use by many threads. */
public final class PythonSockets implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(2);

  private final SlotQueue queue;
  private final long patience;
  private final SocketLoop loop = new SocketLoop();
  private final Set<PythonSocket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean leaving;

  /**
   * Creates the room for sockets.
   *
   * @param patience how long a message from a client may wait for its app, zero for no limit
   */
  public PythonSockets(SlotQueue queue, Duration patience) {
    this.queue = queue;
    this.patience = patience.toNanos();
  }

  /**
   * Takes over the slot of a request whose app has accepted the WebSocket.
   *
   * @param name describes the request for the log
   * @return the body that the gateway understands
   * @throws IOException if the worker has no connection that can carry a socket
   */
  public Iterable<byte[]> accept(
      EventWebSocketRequest asked, Slot slot, List<Map.Entry<String, String>> headers, String name)
      throws IOException {
    PythonSocket socket = null;
    boolean accepted = false;
    try {
      socket = new PythonSocket(this, slot, slot.handOver(), name);
      Iterable<byte[]> body = asked.accept(socket, headers);
      open.add(socket);
      accepted = true;
      return body;
    } finally {
      if (!accepted) {
        queue.end(slot);
      }
    }
  }

  SocketLoop loop() {
    return loop;
  }

  /** Returns how long a message may wait for its app, in nanoseconds; 0 for no limit. */
  long patience() {
    return patience;
  }

  /** Returns whether the deployment ends. */
  boolean isLeaving() {
    return leaving;
  }

  /** Gives back the slot of a socket that has ended. */
  void ended(PythonSocket socket, Slot slot) {
    if (open.remove(socket)) {
      queue.end(slot);
    }
  }

  /** Returns how many sockets are open. */
  public long count() {
    return open.size();
  }

  /** Closes all sockets with 1001, and those that are opened from now on; their apps are told. */
  public void leave() {
    leaving = true;
    open.forEach(PythonSocket::leave);
  }

  /** Ends what is left of the sockets, and their thread. */
  @Override
  public void close() {
    leave();
    loop.close(END);
    open.forEach(PythonSocket::end);
  }
}
