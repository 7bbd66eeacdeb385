package org.gatewaybridge.compat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

final class Tomcat10IT extends ContainerTest implements SmokeContract {

  @Deployment(testable = false)
  @TargetsContainer("tomcat10.1")
  static Archive<?> site() {
    return SmokeContract.smoke();
  }
}
