package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What is made for each session of an {@link AddedEndpoint}: it finds the socket's own. */
public final class CarriedEndpoint extends Endpoint {
  private volatile @Nullable SocketEndpoint endpoint; // null before it is open

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    SocketEndpoint carried = CarryingRequest.carried(session.getUserPrincipal());
    endpoint = carried;
    if (carried == null) { // somebody has guessed the path
      try {
        session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, ""));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      carried.onOpen(session, config);
    }
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    SocketEndpoint carried = endpoint;
    if (carried != null) {
      carried.onClose(session, reason);
    }
  }

  @Override
  public void onError(Session session, Throwable failure) {
    SocketEndpoint carried = endpoint;
    if (carried != null) {
      carried.onError(session, failure);
    }
  }
}
