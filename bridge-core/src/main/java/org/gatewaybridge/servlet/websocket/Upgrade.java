package org.gatewaybridge.servlet.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;

/** The step from a request to a WebSocket. */
final class Upgrade {
  private Upgrade() {}

  static void perform(
      Object container,
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeConfigurator configurator)
      throws IOException {
    try {
      ((ServerContainer) container)
          .upgradeHttpToWebSocket(request, response, config(configurator), Map.of());
    } catch (DeploymentException refused) {
      throw refused(refused);
    } catch (ClassCastException another) {
      throw anothersClasses(another);
    }
  }

  static IOException refused(DeploymentException refused) {
    return new IOException("The container cannot upgrade the request", refused);
  }

  static IOException anothersClasses(ClassCastException another) {
    return new IOException(
        "The WAR has classes of jakarta.websocket of its own; remove that jar from WEB-INF/lib",
        another);
  }

  private static ServerEndpointConfig config(HandshakeConfigurator configurator) {
    return ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/")
        .configurator(configurator)
        .subprotocols(configurator.subprotocols())
        .build();
  }
}
