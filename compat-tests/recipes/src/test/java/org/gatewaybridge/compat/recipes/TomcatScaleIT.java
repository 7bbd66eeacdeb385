package org.gatewaybridge.compat.recipes;

/** Two nodes of Tomcat, as docs/scale.md has them. */
final class TomcatScaleIT extends SharedSessions {
  TomcatScaleIT() {
    super(new TomcatNode());
  }
}
