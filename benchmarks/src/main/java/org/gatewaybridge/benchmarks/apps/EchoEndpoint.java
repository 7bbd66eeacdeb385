package org.gatewaybridge.benchmarks.apps;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;

/** The same as {@link EchoApp}, by hand: an endpoint, and the servlet that registers it. */
public final class EchoEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Made by the container, by its name. */
  public EchoEndpoint() {}

  @Override
  public void init() throws ServletException {
    Object sockets = getServletContext().getAttribute(ServerContainer.class.getName());
    try {
      ((ServerContainer) sockets).addEndpoint(Echo.class);
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  /** Sends back each text. */
  @ServerEndpoint("/echo")
  public static final class Echo {

    /** Made by the container for each socket. */
    public Echo() {}

    /** Returns what the container sends. */
    @OnMessage
    public String echo(String message) {
      return message;
    }
  }
}
