package org.gatewaybridge.servlet.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.gatewaybridge.engine.HandshakeHead;

/**
 * The upgrade where a container takes only the path of what it is given, and looks for an endpoint
 * that was added under that path. So one endpoint is added, for all sockets of a deployment. The
 * request brings what is its own: headers are set before, the subprotocol is the only one that is
 * left to choose, and the session's principal leads to the socket.
 */
final class AddedEndpoint {
  private static final int SWITCHED = 101;

  private final ServerContainer container;
  private final ServerEndpointConfig config;

  private AddedEndpoint(ServerContainer container, ServerEndpointConfig config) {
    this.container = container;
    this.config = config;
  }

  /** Adds the endpoint, under a path that nobody asks for. */
  static AddedEndpoint to(Object container, boolean compression) throws IOException {
    try {
      ServerContainer to = (ServerContainer) container;
      ServerEndpointConfig config =
          ServerEndpointConfig.Builder.create(CarriedEndpoint.class, "/" + UUID.randomUUID())
              .configurator(new CarriedConfigurator(compression))
              .build();
      to.addEndpoint(config);
      return new AddedEndpoint(to, config);
    } catch (DeploymentException refused) {
      throw Upgrade.refused(refused);
    } catch (ClassCastException another) {
      throw Upgrade.anothersClasses(another);
    }
  }

  void perform(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeHead head,
      SocketEndpoint endpoint)
      throws IOException {
    for (Map.Entry<String, String> header : head.headers()) {
      response.addHeader(header.getKey(), header.getValue());
    }
    try {
      container.upgradeHttpToWebSocket(
          new CarryingRequest(request, head.subprotocol(), endpoint), response, config, Map.of());
    } catch (DeploymentException refused) {
      throw Upgrade.refused(refused);
    }
    if (response.getStatus() != SWITCHED) {
      throw new IOException("The container has not upgraded the request, and does not say why");
    }
  }
}
