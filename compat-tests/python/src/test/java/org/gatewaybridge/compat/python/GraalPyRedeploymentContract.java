package org.gatewaybridge.compat.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.LiveProcess;
import org.gatewaybridge.compat.suite.Redeployments;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/**
 * What deployments of a Python app in the server's own process leave there: fault X10 of GraalPy.
 */
interface GraalPyRedeploymentContract extends OnContainer {

  @Test
  default void redeploymentsLeaveNothing() throws IOException {
    Path war = Path.of(System.getProperty("compat.app", ""));
    int times = Integer.getInteger("compat.graalpy.redeployments");
    try (ServerProcess server = container().start(Map.of("/again", war))) {
      Caller caller = new Caller(new Mounted("/again", server));
      Redeployments redeployments = new Redeployments(server, caller, "/again");
      redeployments.run(1);
      LiveProcess before = LiveProcess.of(server.pid());
      redeployments.run(times);
      LiveProcess after = LiveProcess.of(server.pid());
      System.out.println(times + " redeployments in GraalPy: " + before + ", then " + after);

      assertThat(after.appLoaders())
          .as("live loaders of the app")
          .isLessThanOrEqualTo(Math.max(2, before.appLoaders() + 1));
      assertThat(after.threads()).as("threads").isLessThan(before.threads() + 6);
      assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 5);
      assertThat(after.metaspaceBytes())
          .as("metaspace")
          .isLessThanOrEqualTo(before.metaspaceBytes() * 21 / 20);
      // Tomcat tells of its own threads that write a last answer, which is no leak.
      assertThat(LiveProcess.leaks(server.log()))
          .filteredOn(line -> !line.contains(" is still processing a request "))
          .isEmpty();
    }
  }
}
