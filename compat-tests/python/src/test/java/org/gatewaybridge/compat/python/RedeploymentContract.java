package org.gatewaybridge.compat.python;

import java.util.Map;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Test;

/** What a container that looks for changed WARs makes of a Python app's. */
interface RedeploymentContract extends OnContainer {

  @Test
  default void redeploymentsUnderLoad() throws Exception {
    try (ServerProcess server =
        container().start(Map.of("/again", FrameworksContract.war("flask")))) {
      new RedeploymentsUnderLoad(server, "/again")
          .run(Integer.getInteger("python.redeployments", 20));
    }
  }
}
