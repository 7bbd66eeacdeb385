/** Gateway apps, and the servlet that runs them on any Jakarta Servlet container. */
module org.gatewaybridge.core {
  requires static jakarta.servlet;
  requires static java.management;
  requires java.xml;
  requires static org.jspecify;

  exports org.gatewaybridge.api;
  exports org.gatewaybridge.middleware;
  exports org.gatewaybridge.operation;
  exports org.gatewaybridge.servlet;

  uses org.gatewaybridge.operation.CallListener;
}
