package org.gatewaybridge.servers;

import java.util.Set;
import org.apache.catalina.core.StandardContext;
import org.apache.tomcat.websocket.server.WsSci;

/** WebSockets of Tomcat, whose services an app does not see here. */
final class TomcatSockets {
  static final String TYPE = "org.apache.tomcat.websocket.server.WsSci";

  private TomcatSockets() {}

  static void add(StandardContext context) {
    context.addServletContainerInitializer(new WsSci(), Set.of());
  }
}
