package org.gatewaybridge.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.logging.LoggedFailure;
import org.gatewaybridge.operation.SocketClosed;
import org.gatewaybridge.operation.SocketFigures;

/** What is counted of one WebSocket, and what its log lines say of its request. */
public final class SocketRecord {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");

  private final String request;
  private final Map<String, Object> environ;
  private final SocketTotals totals;
  private final long begun = System.nanoTime();
  private long messagesReceived; // by one thread at a time, and read at the end
  private long bytesReceived;
  private final AtomicLong messagesSent = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();

  /**
   * Begins to count.
   *
   * @param request names it in a log line
   * @param environ what listeners are told of the request; empty if there are none
   */
  SocketRecord(String request, Map<String, Object> environ, SocketTotals totals) {
    this.request = request;
    this.environ = environ;
    this.totals = totals;
  }

  String request() {
    return request;
  }

  /** Logs a failure, with the request in front. */
  void log(Level level, String what, Throwable failure) {
    LoggedFailure.log(LOG, level, () -> request + ": " + what, failure);
  }

  void received(WebSocketMessage message) {
    long bytes = length(message);
    messagesReceived++;
    bytesReceived += bytes;
    totals.received(bytes);
  }

  void sent(WebSocketMessage message) {
    long bytes = length(message);
    messagesSent.incrementAndGet();
    bytesSent.addAndGet(bytes);
    totals.sent(bytes);
  }

  private static long length(WebSocketMessage message) {
    return message.isText() ? IncomingMessage.utf8Length(message.text()) : message.bytes().length;
  }

  SocketClosed closed(int code) {
    return new SocketClosed(
        environ,
        code,
        new SocketFigures(messagesReceived, bytesReceived, messagesSent.get(), bytesSent.get()),
        System.nanoTime() - begun);
  }
}
