package org.gatewaybridge.compat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

final class Tomcat11IT extends ContainerTest implements SmokeContract {

  @Deployment(testable = false)
  @TargetsContainer("tomcat11")
  static Archive<?> site() {
    return SmokeContract.smoke();
  }
}
