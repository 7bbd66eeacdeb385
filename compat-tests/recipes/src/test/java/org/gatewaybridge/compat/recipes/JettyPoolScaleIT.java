package org.gatewaybridge.compat.recipes;

import java.util.Map;

/** Two nodes of Jetty whose calls run on threads of their own. */
final class JettyPoolScaleIT extends SharedSessions {
  JettyPoolScaleIT() {
    super(new JettyNode(), Map.of("GATEWAY_EXECUTION", "pool"));
  }
}
