package org.gatewaybridge.compat.recipes;

/** Two nodes of Jetty, as docs/scale.md has them. */
final class JettyScaleIT extends SharedSessions {
  JettyScaleIT() {
    super(new JettyNode());
  }
}
