package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.gatewaybridge.websocket.OpenSocket;

/**
 * The container's side of one WebSocket. Messages come in parts, since the limits of containers for
 * whole ones differ. It is public because Jetty wants it so.
 */
public final class SocketEndpoint extends Endpoint {
  private final OpenSocket socket;

  /**
   * Makes one for a request.
   *
   * @param socket is told what happens
   */
  public SocketEndpoint(OpenSocket socket) {
    this.socket = socket;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.setMaxIdleTimeout(0); // the gateway's own are the same everywhere
    session.addMessageHandler(String.class, (MessageHandler.Partial<String>) socket::text);
    session.addMessageHandler(
        ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) socket::binary);
    session.addMessageHandler(
        PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> socket.pong());
    socket.opened(new SessionWire(session));
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    socket.closed(reason.getCloseCode().getCode(), reason.getReasonPhrase());
  }

  @Override
  public void onError(Session session, Throwable failure) {
    socket.failed(failure);
  }
}
