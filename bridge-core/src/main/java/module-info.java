/** Gateway apps, and the servlet that runs them on any Jakarta Servlet container. */
@SuppressWarnings("module") // those that packages are exported to are not there yet
module org.gatewaybridge.core {
  requires static jakarta.servlet;
  requires static jakarta.websocket;
  requires static jakarta.websocket.client;
  requires static java.management;
  requires java.xml;
  requires static org.jspecify;

  exports org.gatewaybridge.api;
  exports org.gatewaybridge.middleware;
  exports org.gatewaybridge.operation;
  exports org.gatewaybridge.servlet;

  // For the other modules of this project, and nobody else.
  exports org.gatewaybridge.engine to
      org.gatewaybridge.python;
  exports org.gatewaybridge.logging to
      org.gatewaybridge.lint,
      org.gatewaybridge.python;
  exports org.gatewaybridge.settings to
      org.gatewaybridge.python;
  exports org.gatewaybridge.websocket to
      org.gatewaybridge.lint,
      org.gatewaybridge.python;

  uses org.gatewaybridge.operation.CallListener;
}
