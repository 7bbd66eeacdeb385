package org.gatewaybridge.compat.recipes;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A test of one proxy in front of two containers, which live as long as the class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyTest implements ProxyContract {
  private final Program program;
  private @Nullable Nodes nodes;
  private @Nullable Site site;
  private @Nullable Proxy proxy;

  ProxyTest(Program program) {
    this.program = program;
  }

  abstract Nodes startNodes() throws Exception;

  abstract Proxy startProxy(Site site) throws Exception;

  @BeforeAll
  final void start() throws Exception {
    program.find();
    nodes = startNodes();
    site = Site.of(nodes);
    proxy = startProxy(site);
  }

  @AfterAll
  final void end() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
    if (site != null) {
      site.close();
    }
    if (nodes != null) {
      nodes.close();
    }
  }

  @Override
  public final Proxy proxy() {
    return Objects.requireNonNull(proxy);
  }
}
