package org.gatewaybridge.compat.recipes;

import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What docs/deploy.md says of proxies that ask gateway.health by themselves. */
interface HealthCheckContract {
  Proxy proxy();

  @Test
  @Order(Integer.MAX_VALUE - 1)
  default void nodeWhoseAppIsTakenAwayGetsNoMoreRequests() throws Exception {
    Nodes nodes = proxy().site().nodes();
    Visitor visitor = proxy().visitor(ProxyContract.CLIENT, "http");
    Visitor first = Visitor.http("127.0.0.1", nodes.first().port());
    RawRequest upload =
        ProxyContract.known(first.get("/x")).method("POST").with("X-App", "progress");
    try (RawConnection underWay = first.connect()) {
      underWay.send(upload.with("Content-Length", "2")).send("a");
      ProxyContract.until(() -> nodes.events(upload).contains("read 1"));
      try (AutoCloseable undeployed = nodes.undeployed()) {
        ProxyContract.until(() -> first.ask(first.get("/health")).code() != 200);

        ProxyContract.until(() -> ProxyContract.answers(visitor, 10));

        assertThat(underWay.send("b").read(upload)).hasCode(200).hasText("read 2");
      }
    }
    ProxyContract.until(() -> first.ask(first.get("/health")).code() == 200);
  }
}
