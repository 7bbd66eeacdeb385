package org.gatewaybridge.compat.front;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;

/** A WebSocket that sends back each text, written by hand as an endpoint of the container. */
public final class EchoEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getHeader("Upgrade") == null) {
      return;
    }
    Object sockets = getServletContext().getAttribute(ServerContainer.class.getName());
    try {
      ServerEndpointConfig config =
          ServerEndpointConfig.Builder.create(Echo.class, request.getServletPath() + "/").build();
      ((ServerContainer) sockets).upgradeHttpToWebSocket(request, response, config, Map.of());
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  /** One socket. */
  public static final class Echo extends Endpoint {

    /** Made by the container. */
    public Echo() {}

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      MessageHandler.Whole<String> echo =
          text -> session.getAsyncRemote().sendText(text, sent -> {});
      session.addMessageHandler(String.class, echo);
    }
  }
}
