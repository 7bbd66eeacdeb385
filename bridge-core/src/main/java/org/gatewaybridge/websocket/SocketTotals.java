package org.gatewaybridge.websocket;

import java.util.concurrent.atomic.LongAdder;
import org.gatewaybridge.operation.SocketFigures;

/** What all WebSockets of a deployment have done. */
final class SocketTotals {
  private final LongAdder messagesReceived = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();
  private final LongAdder messagesSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();

  void received(long bytes) {
    messagesReceived.increment();
    bytesReceived.add(bytes);
  }

  void sent(long bytes) {
    messagesSent.increment();
    bytesSent.add(bytes);
  }

  SocketFigures figures() {
    return new SocketFigures(
        messagesReceived.sum(), bytesReceived.sum(), messagesSent.sum(), bytesSent.sum());
  }
}
