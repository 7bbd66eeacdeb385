package org.gatewaybridge.compat.recipes;

import java.util.Map;

/** Two nodes of Tomcat whose calls run on threads of their own. */
final class TomcatPoolScaleIT extends SharedSessions {
  TomcatPoolScaleIT() {
    super(new TomcatNode(), Map.of("GATEWAY_EXECUTION", "pool"));
  }
}
