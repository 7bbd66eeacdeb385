package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.gatewaybridge.websocket.OpenSocket;
import org.jspecify.annotations.Nullable;

/**
 * The container's side of one WebSocket. Messages come in parts, since the limits of containers for
 * whole ones differ. It is public because Jetty wants it so.
 */
public final class SocketEndpoint extends Endpoint {
  private final OpenSocket socket;
  private final SocketTraits traits;
  private final long maxMessage;
  private @Nullable SessionWire wire;

  /**
   * Makes one for a request.
   *
   * @param socket is told what happens
   * @param maxMessage how many bytes a message may have, 0 for any number
   */
  public SocketEndpoint(OpenSocket socket, SocketTraits traits, long maxMessage) {
    this.socket = socket;
    this.traits = traits;
    this.maxMessage = maxMessage;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.setMaxIdleTimeout(0); // the gateway's own are the same everywhere
    if (traits.wholeTexts()) {
      long most = maxMessage == 0 ? Integer.MAX_VALUE : maxMessage;
      session.setMaxTextMessageBufferSize((int) Math.min(most, Integer.MAX_VALUE));
      session.addMessageHandler(
          String.class, (MessageHandler.Whole<String>) text -> socket.text(text, true));
    } else {
      session.addMessageHandler(String.class, (MessageHandler.Partial<String>) socket::text);
    }
    session.addMessageHandler(
        ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) socket::binary);
    session.addMessageHandler(
        PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> socket.pong());
    SessionWire opened = new SessionWire(session, traits.closedLate());
    wire = opened;
    socket.opened(opened);
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    int code = reason.getCloseCode().getCode();
    Runnable closed = () -> socket.closed(code, reason.getReasonPhrase());
    if (wire == null) {
      closed.run();
    } else {
      wire.runInOrder(closed);
    }
  }

  @Override
  public void onError(Session session, Throwable failure) {
    socket.failed(failure);
  }
}
