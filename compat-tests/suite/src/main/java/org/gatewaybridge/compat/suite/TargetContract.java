package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a target may claim, and does not change: see docs/decisions/host.md. */
public interface TargetContract extends Contract {

  @ParameterizedTest
  @ValueSource(strings = {"https", "HTTPS", "http"})
  @Case(
      id = "E27",
      title = "the scheme is the connection's, whatever the target claims",
      source = "PEP 3333, RFC 9110 7.4")
  default void schemeIsTheConnections(String scheme) {
    RawRequest plain = gateway().get("/a");
    String target = scheme + "://" + gateway().authority() + plain.target();

    Environ environ = gateway().environ(gateway().raw("GET", target));

    assertThat(environ.get("wsgi.url_scheme")).isEqualTo("http");
    assertThat(environ.get("SERVER_PORT")).isEqualTo(String.valueOf(gateway().port()));
    assertThat(environ.keys()).noneMatch(key -> key.equals("HTTPS") || key.startsWith("SSL_"));
  }

  @Test
  @Case(id = "E27", title = "a claimed scheme brings no port with it", source = "RFC 9110 4.2.1")
  default void claimedSchemeBringsNoPort() {
    RawRequest request =
        gateway()
            .raw("GET", "https://a.example" + gateway().get("/a").target())
            .without("Host")
            .with("Host", "a.example");

    Environ environ = gateway().environ(request);

    assertThat(environ.get("wsgi.url_scheme")).isEqualTo("http");
    assertThat(environ.get("SERVER_PORT")).isEqualTo("80");
    assertThat(environ.get("SERVER_NAME")).isEqualTo("a.example");
  }

  @ParameterizedTest
  @CsvSource({
    "another host,http://b.example,a.example",
    "another port,http://a.example:82,a.example",
    "user info,http://u@a.example,a.example",
    "user info in both,http://u@a.example,u@a.example",
    "no host,http://,a.example",
    "another scheme,ftp://a.example,a.example"
  })
  @Case(
      id = "P35",
      title = "an absolute target that is not the Host's is refused",
      source = "RFC 9112 3.2.2, RFC 9110 4.2.4")
  default void absoluteTargetOfAnotherHostIsRefused(String what, String origin, String host)
      throws IOException {
    RawRequest request =
        gateway()
            .raw("GET", origin + gateway().get("/a").target())
            .without("Host")
            .with("Host", host);
    try (RawConnection connection = gateway().connect()) {
      Optional<RawResponse> answer = connection.send(request).tryRead(request);

      answer.ifPresent(response -> ResponseAssert.assertThat(response).hasCode(400));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/p;%2fadmin%2fx",
        "/p;%2Fadmin/x",
        "/p;x=%2fadmin",
        "/p;a%2f..%2fadmin",
        "/p;%5cadmin",
        "/;%2fadmin",
        "/p;jsessionid=%2fadmin",
        "/p;%00",
        "/admin%3bx/y"
      })
  @Case(
      id = "P36",
      title = "no segment hides in a path parameter",
      source = "Servlet 6 3.5.2, 13.8")
  default void noSegmentHidesInAParameter(String path) {
    RawRequest request = gateway().get(path).with("X-App", "environ");

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).hasCode(400).hasNoHeader("X-Echoed-Method");
  }
}
