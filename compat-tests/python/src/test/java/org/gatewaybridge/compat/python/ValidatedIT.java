package org.gatewaybridge.compat.python;

import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.Site;
import org.gatewaybridge.compat.suite.BrokenBodyContract;
import org.gatewaybridge.compat.suite.ConnectionContract;
import org.gatewaybridge.compat.suite.DecidedHeaderContract;
import org.gatewaybridge.compat.suite.DecidedPathContract;
import org.gatewaybridge.compat.suite.FileContract;
import org.gatewaybridge.compat.suite.PathContract;
import org.gatewaybridge.compat.suite.RequestBodyContract;
import org.gatewaybridge.compat.suite.RequestHeaderContract;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.Archive;

/**
 * The cases in which the app keeps PEP 3333, with a checker between the gateway and it: its own
 * mistakes, which the other contracts are about, the checker would refuse before the gateway does.
 */
final class ValidatedIT extends ContainerTest
    implements PythonEnvironContract,
        PathContract,
        DecidedPathContract,
        RequestHeaderContract,
        DecidedHeaderContract,
        RequestBodyContract,
        BrokenBodyContract,
        ConnectionContract,
        FileContract {

  @Deployment(testable = false)
  @TargetsContainer("tomcat11")
  static Archive<?> site() {
    return Site.ofProperties();
  }
}
