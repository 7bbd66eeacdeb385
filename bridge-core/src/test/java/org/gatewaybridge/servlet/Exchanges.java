package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.gatewaybridge.servlet.container.PlainContainer;
import org.gatewaybridge.servlet.container.ServletContainer;
import org.gatewaybridge.servlet.websocket.ContainerSockets;
import org.gatewaybridge.servlet.websocket.SocketTraits;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.websocket.OpenSockets;
import org.gatewaybridge.websocket.SocketOptions;
import org.jspecify.annotations.Nullable;

/** Exchanges without a deployment. */
final class Exchanges {
  private Exchanges() {}

  /** Returns an exchange on a server that does what the Servlet specification says. */
  static Exchange of(HttpServletRequest request, HttpServletResponse response) {
    return of(request, response, new PlainContainer(), Map.of(), 0);
  }

  static Exchange of(
      HttpServletRequest request,
      HttpServletResponse response,
      ServletContainer container,
      Map<String, Object> constants,
      long maxRequestBytes) {
    ServletContext context = Fake.of(ServletContext.class, new NoAttributes());
    SocketOptions sockets = SocketOptions.of(Settings.of(Map.of()));
    return new Exchange(
        request,
        response,
        new ExchangeContext(
            context,
            "/ctx",
            constants,
            container,
            new RequestIds(),
            maxRequestBytes,
            new OpenSockets(sockets, Exchanges.class.getClassLoader(), null),
            new ContainerSockets(context, SocketTraits.STANDARD)));
  }

  /** Returns what is chosen for a server that calls itself so. */
  static ServletContainer container(String serverInfo) {
    return ServletContainer.of(Fake.of(ServletContext.class, new Named(serverInfo)));
  }

  private record NoAttributes() {
    @SuppressWarnings("unused") // the fake is called by name
    @Nullable Object getAttribute(String name) {
      return null;
    }
  }

  private record Named(String info) {
    @SuppressWarnings("unused") // the fake is called by name
    String getServerInfo() {
      return info;
    }
  }
}
