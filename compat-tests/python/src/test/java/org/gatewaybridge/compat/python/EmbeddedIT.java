package org.gatewaybridge.compat.python;

import java.util.Optional;
import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.Site;
import org.gatewaybridge.compat.suite.Case;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

/** The app in GraalPy, in the container's own process; its WARs are those of another execution. */
final class EmbeddedIT extends ContainerTest implements PythonContract {

  @Override
  public Optional<String> obstacle(Case which) {
    return which.id().equals("B11")
        ? Optional.of("not run: an interpreter in Java reads 2.2 GiB for many minutes")
        : PythonContract.super.obstacle(which);
  }

  @Deployment(testable = false)
  @TargetsContainer("tomcat11")
  static Archive<?> site() {
    return Site.ofProperties();
  }
}
