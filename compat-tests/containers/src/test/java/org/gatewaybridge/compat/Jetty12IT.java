package org.gatewaybridge.compat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

final class Jetty12IT extends ContainerTest implements SmokeContract {

  @Deployment(testable = false)
  @TargetsContainer("jetty12.1")
  static Archive<?> site() {
    return SmokeContract.smoke();
  }
}
