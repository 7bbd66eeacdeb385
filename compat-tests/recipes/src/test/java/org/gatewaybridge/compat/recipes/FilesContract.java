package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;

/** What docs/deploy.md says of proxies that answer with files themselves. */
interface FilesContract {
  Proxy proxy();

  @Test
  default void filesOfTheProxyReachNoContainer() {
    Visitor visitor = proxy().visitor(ProxyContract.CLIENT, "https");
    RawRequest file = visitor.get("/media/a.txt").with("X-Req-Id", "file of the proxy");

    RawResponse whole = visitor.ask(file);

    assertThat(whole).hasCode(200).hasText(Site.FILE);
    String etag = whole.head().first("ETag").orElseThrow();
    assertThat(visitor.ask(file.with("If-None-Match", etag))).hasCode(304);
    assertThat(visitor.ask(file.with("Range", "bytes=2-4"))).hasCode(206).hasText("234");
    RawRequest none = visitor.get("/media/none").with("X-Req-Id", "file of the proxy");
    assertThat(visitor.ask(none)).hasCode(404);
    RawRequest out = visitor.get("/media/../shop.key").with("X-Req-Id", "not under /media");
    assertThat(visitor.ask(out).text()).doesNotContain("PRIVATE KEY");
    assertThat(proxy().site().nodes().events(file)).isEmpty();
    assertThat(proxy().site().nodes().events(out)).contains("call");
  }
}
