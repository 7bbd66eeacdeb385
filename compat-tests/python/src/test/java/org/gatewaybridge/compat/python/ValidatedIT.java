package org.gatewaybridge.compat.python;

import java.util.Optional;
import org.gatewaybridge.compat.ContainerTest;
import org.gatewaybridge.compat.On;
import org.gatewaybridge.compat.suite.BrokenBodyContract;
import org.gatewaybridge.compat.suite.Case;
import org.gatewaybridge.compat.suite.ConnectionContract;
import org.gatewaybridge.compat.suite.DecidedHeaderContract;
import org.gatewaybridge.compat.suite.DecidedPathContract;
import org.gatewaybridge.compat.suite.FileContract;
import org.gatewaybridge.compat.suite.PathContract;
import org.gatewaybridge.compat.suite.RequestBodyContract;
import org.gatewaybridge.compat.suite.RequestHeaderContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases in which the app keeps PEP 3333, with a checker between the gateway and it: its own
 * mistakes, which the other contracts are about, the checker would refuse before the gateway does.
 */
@On("tomcat11")
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

  @Override
  public Optional<String> obstacle(Case which) {
    return which.id().equals("B21")
        ? Optional.of("not run: the checker forbids apps to close their input")
        : PythonEnvironContract.super.obstacle(which);
  }

  /** The checker's body has no length, which HTTP/1.0 would need. */
  @Override
  @ParameterizedTest
  @CsvSource({"HTTP/1.1,", "HTTP/1.1,keep-alive"})
  @Case(id = "F13", title = "a connection is kept where it may be", source = "waitress keepalive")
  public void connectionIsKept(String version, String connectionHeader) {
    ConnectionContract.super.connectionIsKept(version, connectionHeader);
  }
}
