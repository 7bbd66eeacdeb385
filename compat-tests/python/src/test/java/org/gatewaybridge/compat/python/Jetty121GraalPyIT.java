package org.gatewaybridge.compat.python;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

final class Jetty121GraalPyIT extends ContainerTest implements GraalPyRedeploymentContract {

  @Deployment(testable = false)
  @TargetsContainer("jetty12.1")
  static Archive<?> site() {
    return Site.ofProperties();
  }
}
