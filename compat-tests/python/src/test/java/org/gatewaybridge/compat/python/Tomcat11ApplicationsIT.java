package org.gatewaybridge.compat.python;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.Site;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

final class Tomcat11ApplicationsIT extends ContainerTest implements ApplicationsContract {

  @Deployment(testable = false)
  @TargetsContainer("tomcat11")
  static Archive<?> site() {
    return Site.ofProperties();
  }
}
