package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.websocket.Wire;
import org.jspecify.annotations.Nullable;

/** Sends by a container's session. */
final class SessionWire implements Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final @Nullable Reading reading;

  SessionWire(Session session) {
    this.session = session;
    this.remote = session.getAsyncRemote();
    this.reading = Reading.of(session);
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
      reading.runInOrder(next);
    }
  }

  @Override
  public void ping() throws IOException {
    session.getBasicRemote().sendPing(NOTHING.duplicate());
  }

  @Override
  public void close(int code, String reason) throws IOException {
    session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
  }
}
