package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Raw targets on which containers may differ: what they do is recorded, and what reaches the app
 * must be right.
 */
public interface DecidedPathContract extends Contract {

  @ParameterizedTest
  @CsvSource({"P07,/a%2Fb,/a/b", "P08,/a%5Cb,/a\\b", "P26,/[a],/[a]"})
  @Case(id = "P07 P08 P26", title = "a delimiter is refused or decoded", source = "Servlet 6 3.5.2")
  default void delimiterIsRefusedOrDecoded(String id, String path, String pathInfo)
      throws IOException {
    answeredOrRefused(id, gateway().get(path), pathInfo);
  }

  @Test
  @Case(
      id = "P10",
      title = "an encoded line end is data, never a line end",
      source = "RFC 9110 5.5")
  default void encodedLineEndIsData() throws IOException {
    answeredOrRefused("P10", gateway().get("/a%0d%0ab"), "/a\r\nb");
  }

  @Test
  @Case(id = "P12", title = "a slash before the context path", source = "Plack 35")
  default void slashBeforeTheContextPath() throws IOException {
    RawResponse answer = gateway().ask(gateway().raw("GET", "//ctx/a"));

    if (answer.code() == 200) {
      Environ environ = Environ.of(answer);
      assertThat(List.of(environ.get("SCRIPT_NAME") + "", environ.get("PATH_INFO") + ""))
          .isIn(List.of("/ctx", "/a"), List.of("", "//ctx/a"));
    } else {
      ResponseAssert.assertThat(answer).hasCode(400);
    }
    observe("P12", "", String.valueOf(answer.code()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/\u00e9", "/|", "/\"", "/<", "/>", "/^", "/\\", "/`", "/{", "/}"})
  @Case(id = "P25", title = "characters that a path cannot hold", source = "RFC 3986 3.3")
  default void charactersThatNoPathHolds(String path) throws IOException {
    answeredOrRefused("P25", gateway().get(path), path);
  }

  @Test
  @Case(id = "P27", title = "a fragment is no part of a request target", source = "RFC 9112 3.2")
  default void fragmentIsNoPartOfTheTarget() throws IOException {
    answeredOrRefused("P27", gateway().get("/a#frag"), "/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=%2F%zz", "x=[1]", "a|b", "\u00e9", "a=b;c=d", "a=\"<>\\^`{}"})
  @Case(id = "P29", title = "a query is refused or kept raw", source = "PEP 3333")
  default void queryIsRefusedOrRaw(String query) throws IOException {
    Optional<RawResponse> answer = ask(gateway().get("/a?" + query));

    if (answer.map(RawResponse::code).orElse(400) == 200) {
      assertThat(Environ.of(answer.orElseThrow()).get("QUERY_STRING")).isEqualTo(query);
    }
    record("P29", query, answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://other.example/ctx/a", "ctx/a", "*"})
  @Case(id = "P31 P32", title = "targets that name no path here", source = "RFC 9112 3.2")
  default void targetsThatNameNoPath(String target) throws IOException {
    record(target.startsWith("http") ? "P31" : "P32", target, ask(gateway().raw("GET", target)));
  }

  @Test
  @Case(id = "P33", title = "OPTIONS * is not for the app", source = "RFC 9110 9.3.7")
  default void optionsOfTheServerIsNotForTheApp() throws IOException {
    Optional<RawResponse> answer = ask(gateway().raw("OPTIONS", "*"));

    assertThat(answer.map(RawResponse::text).orElse("")).doesNotContain("wsgi.input");
    record("P33", "", answer);
  }

  private void answeredOrRefused(String id, RawRequest request, String pathInfo)
      throws IOException {
    Optional<RawResponse> answer = ask(request);
    if (answer.map(RawResponse::code).orElse(400) == 200) {
      assertThat(Environ.of(answer.orElseThrow()).get("PATH_INFO")).isEqualTo(pathInfo);
    }
    record(id, request.target(), answer);
  }

  private Optional<RawResponse> ask(RawRequest request) {
    try (RawConnection connection = gateway().connect()) {
      return connection.send(request).tryRead(request);
    }
  }

  private void record(String id, String variant, Optional<RawResponse> answer) throws IOException {
    answer.ifPresent(
        response ->
            assertThat(response.text())
                .as("a failure of the bridge: " + response)
                .doesNotStartWith("Internal Server Error"));
    observe(id, variant, answer.map(response -> response.head().toString()).orElse("closed"));
  }
}
