package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which methods reach the app, and how they are spelled there. */
public interface MethodContract extends Contract {

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"})
  @Case(id = "M01", title = "the usual methods reach the app", source = "PEP 3333")
  default void usualMethodsReachTheApp(String method) {
    ResponseAssert.assertThat(gateway().ask(gateway().get("/").method(method)))
        .hasCode(200)
        .hasHeader("X-Echoed-Method", method)
        .hasNoHeader("Allow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOO", "M-SEARCH", "A_B", "get", "GeT"})
  @Case(
      id = "M02",
      title = "any other method reaches the app, its case kept",
      source = "RFC 9110 9.1")
  default void anyMethodReachesTheApp(String method) {
    ResponseAssert.assertThat(gateway().ask(gateway().get("/").method(method)))
        .hasCode(200)
        .hasHeader("X-Echoed-Method", method);
  }

  @Test
  @Case(id = "M03", title = "TRACE is refused", source = "RFC 9110 9.3.8, cross-site tracing")
  default void traceIsRefused() {
    RawRequest request = gateway().get("/").method("TRACE").with("X-Secret", "do-not-echo");

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).hasCode(405);
    assertThat(answer.text()).doesNotContain("do-not-echo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ctx/a", "127.0.0.1:80", "other.example:443"})
  @Case(id = "M04", title = "CONNECT is refused", source = "RFC 9110 9.3.6")
  default void connectIsRefused(String target) {
    RawRequest request = gateway().raw("CONNECT", target);

    try (RawConnection connection = gateway().connect()) {
      Optional<RawResponse> answer = connection.send(request).tryRead(request);
      assertThat(answer.map(RawResponse::code)).contains(405);
      assertThat(answer.orElseThrow().text()).doesNotContain("wsgi.input");
    }
  }

  @Test
  @Case(id = "M05", title = "a long method", source = "RFC 9110 9.1")
  default void longMethod() throws IOException {
    RawResponse answer = gateway().ask(gateway().get("/").method("M".repeat(40)));

    ResponseAssert.assertThat(answer).hasCode(200).hasHeader("X-Echoed-Method", "M".repeat(40));
  }
}
