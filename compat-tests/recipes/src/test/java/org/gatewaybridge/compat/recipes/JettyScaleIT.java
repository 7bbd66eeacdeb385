package org.gatewaybridge.compat.recipes;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JettyScaleIT implements SharedSessions {
  private Cluster cluster;

  @BeforeAll
  void start() throws Exception {
    cluster = Cluster.start(new JettyNode());
  }

  @AfterAll
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }
}
