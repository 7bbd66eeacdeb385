package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.websocket.Wire;
import org.jspecify.annotations.Nullable;

/** Sends by a container's session. */
final class SessionWire implements Wire {
  private static final long TO_LEAVE_NANOS = 20_000_000;

  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final @Nullable Reading reading;
  private final boolean closedLate;

  /**
   * Sends by a session.
   *
   * @param closedLate whether the server's threads are given time to leave it before it is closed
   */
  SessionWire(Session session, boolean closedLate) {
    this.session = session;
    this.remote = session.getAsyncRemote();
    this.reading = Reading.of(session);
    this.closedLate = closedLate;
  }

  @Override
  public void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent) {
    SendHandler handler = result -> sent.accept(result.isOK() ? null : result.getException());
    if (message.isText()) {
      remote.sendText(message.text(), handler);
    } else {
      remote.sendBinary(ByteBuffer.wrap(message.bytes()), handler);
    }
  }

  @Override
  public boolean readsAhead() {
    return reading != null && reading.ahead();
  }

  @Override
  public boolean pause(boolean now) {
    return reading != null && reading.pause(now);
  }

  /** Runs what follows the messages that have come. */
  void runInOrder(Runnable next) {
    if (reading == null) {
      next.run();
    } else {
      reading.inOrder().execute(next);
    }
  }

  @Override
  public void ping() throws IOException {
    session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
  }

  @Override
  public void close(int code, String reason) throws IOException {
    if (closedLate) {
      LockSupport.parkNanos(TO_LEAVE_NANOS);
    }
    session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
  }
}
