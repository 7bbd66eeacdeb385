package org.gatewaybridge.compat.recipes;

import java.util.Map;

/** Two nodes of Tomcat, as docs/scale.md has them. */
final class TomcatScaleIT extends SharedSessions {
  TomcatScaleIT() {
    super(new TomcatNode(), Map.of());
  }
}
