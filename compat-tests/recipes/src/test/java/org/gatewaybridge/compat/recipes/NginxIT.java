package org.gatewaybridge.compat.recipes;

import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import org.gatewaybridge.compat.suite.Script;
import org.junit.jupiter.api.Test;

/** The nginx of docs/deploy.md in front of two Tomcats. */
final class NginxIT extends ProxyTest implements SecondTryContract, Http2Contract, FilesContract {
  NginxIT() {
    super(Program.NGINX);
  }

  @Override
  Nodes startNodes() throws Exception {
    return Backends.tomcats();
  }

  @Override
  Proxy startProxy(Site site) throws Exception {
    return Proxy.nginx(site);
  }

  @Override
  public int withoutNodes() {
    return 502;
  }

  /** A body of HTTP/1.0 ends with its connection: a reset tells nginx that it has not ended. */
  @Test
  void cutResponseIsCutByHttp10Too() throws Exception {
    Script cut = Script.ok().generator().yields("first").step("next-throws", "RuntimeException");
    try (Site site = Site.of(proxy().site().nodes());
        Proxy withHttp10 =
            Proxy.nginx(
                site,
                site.recipe("nginx", "nginx")
                    .with("proxy_http_version 1.1", "proxy_http_version 1.0"))) {
      Visitor visitor = withHttp10.visitor(ProxyContract.CLIENT, "http");

      assertThat(visitor.ask(ProxyContract.scripted(visitor, cut))).hasText("first").isCut();
    }
  }

  @Test
  void zippedFileBesideAFileGoesOut() {
    Visitor visitor = proxy().visitor(ProxyContract.CLIENT, "http");

    assertThat(visitor.ask(visitor.get("/media/a.txt").with("Accept-Encoding", "gzip")))
        .hasHeader("Content-Encoding", "gzip")
        .hasText(Site.ZIPPED);
  }
}
