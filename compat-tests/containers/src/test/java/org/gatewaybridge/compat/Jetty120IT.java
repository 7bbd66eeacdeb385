package org.gatewaybridge.compat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;

@Tag("matrix")
final class Jetty120IT extends ContainerTest implements SmokeContract {

  @Deployment(testable = false)
  @TargetsContainer("jetty12.0")
  static Archive<?> site() {
    return SmokeContract.smoke();
  }
}
