/** Gateway apps, and the servlet that runs them on any Jakarta Servlet container. */
@SuppressWarnings("module") // bridge-python is no module yet, or not on the module path
module org.gatewaybridge.core {
  requires static jakarta.servlet;
  requires static java.management;
  requires java.xml;
  requires static org.jspecify;

  exports org.gatewaybridge.api;
  exports org.gatewaybridge.middleware;
  exports org.gatewaybridge.operation;
  exports org.gatewaybridge.servlet;

  // For hosts of apps in other languages, which come from this project.
  exports org.gatewaybridge.engine to
      org.gatewaybridge.python;
  exports org.gatewaybridge.logging to
      org.gatewaybridge.python;
  exports org.gatewaybridge.settings to
      org.gatewaybridge.python;

  uses org.gatewaybridge.operation.CallListener;
}
