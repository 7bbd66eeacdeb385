package org.gatewaybridge.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.gatewaybridge.servlet.container.PlainContainer;
import org.gatewaybridge.servlet.container.ServletContainer;

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
    return new Exchange(
        request,
        response,
        new ExchangeContext(
            Fake.of(ServletContext.class, new Object()),
            "/ctx",
            constants,
            container,
            new RequestIds(),
            maxRequestBytes));
  }

  /** Returns what is chosen for a server that calls itself so. */
  static ServletContainer container(String serverInfo) {
    return ServletContainer.of(Fake.of(ServletContext.class, new Named(serverInfo)));
  }

  private record Named(String info) {
    @SuppressWarnings("unused") // the fake is called by name
    String getServerInfo() {
      return info;
    }
  }
}
