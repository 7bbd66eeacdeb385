package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import org.gatewaybridge.compat.suite.Script;
import org.junit.jupiter.api.Test;

/** The HAProxy of docs/deploy.md in front of two Tomcats. */
final class HaproxyIT extends ProxyTest implements HealthCheckContract, SecondTryContract {
  HaproxyIT() {
    super(Program.HAPROXY);
  }

  @Override
  Nodes startNodes() throws Exception {
    return Backends.tomcats();
  }

  @Override
  Proxy startProxy(Site site) throws Exception {
    return Proxy.haproxy(site);
  }

  @Override
  public int withoutNodes() {
    return 503;
  }

  /** When this fails, Debian's HAProxy has mended it: docs/deploy.md can give it HTTP/2 then. */
  @Test
  void cutResponseLooksWholeToClientsOfHttp2() throws Exception {
    Script cut = Script.ok().generator().yields("first").step("next-throws", "RuntimeException");
    try (Site site = Site.of(proxy().site().nodes());
        Proxy withHttp2 =
            Proxy.haproxy(
                site,
                site.recipe("HAProxy", "haproxy").with("alpn http/1.1", "alpn h2,http/1.1"))) {
      HttpResponse<String> answer =
          new Http2Visitor(withHttp2).ask("X-App", "script", "X-Script", cut.encoded());

      assertThat(answer.version()).isEqualTo(Version.HTTP_2);
      assertThat(answer.body()).isEqualTo("first");
    }
  }
}
