package org.gatewaybridge.servers;

import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** WebSockets of Jetty, which it would find by the annotation scan that is not done here. */
final class JettySockets {
  static final String TYPE =
      "org.eclipse.jetty.ee11.websocket.jakarta.server.config."
          + "JakartaWebSocketServletContainerInitializer";

  private JettySockets() {}

  static void add(WebAppContext context) {
    // The jar brings these with it; apps here have no scan of annotations and no JNDI.
    context
        .getConfigurations()
        .remove(
            "org.eclipse.jetty.ee11.annotations.AnnotationConfiguration",
            "org.eclipse.jetty.ee11.plus.webapp.EnvConfiguration",
            "org.eclipse.jetty.ee11.plus.webapp.PlusConfiguration");
    JakartaWebSocketServletContainerInitializer.configure(context, null);
  }
}
