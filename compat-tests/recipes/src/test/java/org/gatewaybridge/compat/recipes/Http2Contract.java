package org.gatewaybridge.compat.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import org.gatewaybridge.compat.suite.Script;
import org.junit.jupiter.api.Test;

/** What docs/deploy.md says of proxies that take HTTP/2. */
interface Http2Contract {
  Proxy proxy();

  @Test
  default void clientOfHttp2IsSeenLikewise() throws Exception {
    Http2Visitor visitor = new Http2Visitor(proxy());

    HttpResponse<String> echo = visitor.ask("X-Forwarded-For", "9.9.9.9");

    assertThat(echo.version()).isEqualTo(Version.HTTP_2);
    assertThat(echo.body())
        .contains("HTTP_HOST\tString\t" + visitor.authority() + "\n")
        .contains("REMOTE_ADDR\tString\t127.0.0.1\n")
        .contains("wsgi.url_scheme\tString\thttps\n");
  }

  @Test
  default void cutResponseIsCutForTheClientOfHttp2() {
    Script cut = Script.ok().generator().yields("first").step("next-throws", "RuntimeException");

    assertThatThrownBy(
            () -> new Http2Visitor(proxy()).ask("X-App", "script", "X-Script", cut.encoded()))
        .isInstanceOf(IOException.class);
  }
}
