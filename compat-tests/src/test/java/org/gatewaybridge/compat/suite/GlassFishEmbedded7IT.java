package org.gatewaybridge.compat.suite;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

final class GlassFishEmbedded7IT extends ContainerTest implements GatewayContract {

  @Deployment(testable = false)
  @TargetsContainer("glassfish-embedded7")
  static Archive<?> site() {
    return Site.ofProperties();
  }
}
