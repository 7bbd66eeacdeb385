package org.gatewaybridge.compat.recipes;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TomcatScaleIT implements SharedSessions {
  private Cluster cluster;

  @BeforeAll
  void start() throws Exception {
    cluster = Cluster.start(new TomcatNode());
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
