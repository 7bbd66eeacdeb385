package org.gatewaybridge.compat.recipes;

import java.util.Map;

/** Two nodes of Jetty, as docs/scale.md has them. */
final class JettyScaleIT extends SharedSessions {
  JettyScaleIT() {
    super(new JettyNode(), Map.of());
  }
}
