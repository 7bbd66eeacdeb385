package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;

/** What docs/deploy.md says of proxies that ask the other container when one answers 503. */
interface SecondTryContract {
  Proxy proxy();

  @Test
  default void unavailableNodesGetIsAskedOfTheOtherOne() {
    Visitor visitor = proxy().visitor(ProxyContract.CLIENT, "http");
    Script unavailable = Script.start("503 Service Unavailable", "Content-Type", "text/plain");
    RawRequest get = ProxyContract.scripted(visitor, unavailable.list("not now"));
    RawRequest post = ProxyContract.scripted(visitor, unavailable.list("not now")).method("POST");

    assertThat(visitor.ask(get)).hasCode(503).hasText("not now");
    assertThat(visitor.ask(post.body(new byte[10]))).hasCode(503).hasText("not now");

    assertThat(proxy().site().nodes().events(get)).filteredOn("call"::equals).hasSize(2);
    assertThat(proxy().site().nodes().events(post)).filteredOn("call"::equals).hasSize(1);
  }
}
