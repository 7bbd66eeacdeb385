package org.gatewaybridge.servlet.websocket;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatewaybridge.engine.HandshakeHead;
import org.gatewaybridge.websocket.HandshakeRefused;
import org.gatewaybridge.websocket.OpenSocket;
import org.gatewaybridge.websocket.SocketOptions;
import org.jspecify.annotations.Nullable;

/** What a container can do for WebSockets. This class itself loads none of jakarta.websocket. */
public final class ContainerSockets {
  private static final Logger LOG = System.getLogger("org.gatewaybridge");
  private static final String CONTAINER = "jakarta.websocket.server.ServerContainer";
  private static final String UPGRADE = "upgradeHttpToWebSocket"; // Jakarta WebSocket 2.1

  private final ServletContext context;
  private final SocketTraits traits;
  private final AtomicBoolean told = new AtomicBoolean();
  private @Nullable AddedEndpoint added; // made for the first upgrade by path

  /**
   * Looks at nothing before somebody asks for a WebSocket.
   *
   * @param traits what the container does otherwise
   */
  public ContainerSockets(ServletContext context, SocketTraits traits) {
    this.context = context;
    this.traits = traits;
  }

  /** Whether the container has WebSockets; if not, the log says so once. */
  public boolean arePresent() {
    boolean present = container() != null;
    if (!present) {
      tell(
          "has no WebSockets: the servlet context has no attribute "
              + CONTAINER
              + "; its module or feature for them must be on (docs/websockets.md#containers)");
    }
    return present;
  }

  /**
   * Refuses a handshake that the container could not complete.
   *
   * @throws HandshakeRefused if its WebSockets are too old
   */
  public void check() {
    Object container = container();
    if (container == null
        || Arrays.stream(container.getClass().getMethods())
            .noneMatch(method -> method.getName().equals(UPGRADE))) {
      String why =
          "has Jakarta WebSocket 2.0 or older, without " + UPGRADE + "; use one that has 2.1";
      tell(why);
      throw HandshakeRefused.unable("The container " + why);
    }
  }

  private void tell(String why) {
    if (!told.getAndSet(true)) {
      LOG.log(
          Level.WARNING,
          "A WebSocket was asked for, but the container ({0}) {1}",
          context.getServerInfo(),
          why);
    }
  }

  private @Nullable Object container() {
    return context.getAttribute(CONTAINER);
  }

  /**
   * Makes the request's connection a WebSocket, on the thread on which the container has called.
   *
   * @throws IOException if the client is gone, or the container refuses
   */
  public void upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeHead head,
      SocketOptions options,
      OpenSocket socket)
      throws IOException {
    Object container = container();
    if (container == null) {
      return;
    }
    SocketEndpoint endpoint = new SocketEndpoint(socket, traits, options.maxMessage());
    if (traits.byPath()) {
      added(container, options).perform(request, response, head, endpoint);
    } else {
      Upgrade.perform(
          container,
          request,
          response,
          new HandshakeConfigurator(endpoint, head, options.compression()));
    }
  }

  private synchronized AddedEndpoint added(Object container, SocketOptions options)
      throws IOException {
    AddedEndpoint made = added;
    if (made == null) {
      made = AddedEndpoint.to(container, options.compression());
      added = made;
    }
    return made;
  }
}
