package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of request headers in the environ. */
public interface RequestHeaderContract extends Contract {

  @Test
  @Case(id = "H01", title = "headers of one name are joined", source = "Plack 20, mod_wsgi")
  default void headersOfOneNameAreJoined() {
    assertThat(environ("X-Foo", "bar", "x-foo", "baz").get("HTTP_X_FOO")).isEqualTo("bar, baz");
  }

  @Test
  @Case(id = "H02", title = "cookies are joined by semicolons", source = "RFC 6265 5.4")
  default void cookiesAreJoinedBySemicolons() {
    assertThat(environ("Cookie", "a=1", "Cookie", "b=2").get("HTTP_COOKIE")).isEqualTo("a=1; b=2");
  }

  @ParameterizedTest
  @CsvSource({"X-Foo,real,X_Foo,spoof", "X_Foo,spoof,X-Foo,real"})
  @Case(id = "H03", title = "a name with _ spoofs no name with -", source = "gunicorn header_map")
  default void underscoreSpoofsNothing(String first, String value, String second, String other) {
    assertThat(environ(first, value, second, other).get("HTTP_X_FOO")).isEqualTo("real");
  }

  @Test
  @Case(id = "H04", title = "a name with _ is no CONTENT_ key", source = "gunicorn header_map")
  default void underscoreIsNoContentKey() {
    Environ environ =
        environ("Content_Length", "5", "Transfer_Encoding", "chunked", "Content_Type", "text/evil");

    assertThat(environ.keys())
        .doesNotContain(
            "CONTENT_LENGTH",
            "CONTENT_TYPE",
            "HTTP_CONTENT_LENGTH",
            "HTTP_CONTENT_TYPE",
            "HTTP_TRANSFER_ENCODING");
  }

  @Test
  @Case(id = "H05", title = "Proxy is dropped", source = "httpoxy, CVE-2016-5385")
  default void proxyIsDropped() {
    assertThat(environ("Proxy", "http://evil/").keys()).doesNotContain("HTTP_PROXY");
  }

  @Test
  @Case(id = "H06", title = "an empty header is empty text", source = "PEP 3333")
  default void emptyHeaderIsEmptyText() {
    assertThat(environ("X-E", "").get("HTTP_X_E")).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\u00e9", "caf\u00c3\u00a9 \u00e2\u0082\u00ac"})
  @Case(id = "H08", title = "bytes beyond ASCII are latin-1 characters", source = "PEP 3333")
  default void bytesAreLatin1(String value) {
    assertThat(environ("X-L", value).get("HTTP_X_L")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain; charset=bogus", "text/plain;charset=utf-8", "no-type", "a/b;"})
  @Case(id = "H14", title = "Content-Type is kept as it came", source = "PEP 3333")
  default void contentTypeIsKept(String type) {
    RawRequest request = gateway().get("/").method("POST").body(new byte[] {'a'});

    Environ environ = gateway().environ(request.with("Content-Type", type));

    assertThat(environ.get("CONTENT_TYPE")).isEqualTo(type);
  }

  @Test
  @Case(id = "H16", title = "the case of a name does not matter", source = "RFC 9110 5.1")
  default void caseOfANameDoesNotMatter() {
    Environ environ = environ("x-lower", "a", "X-UPPER", "b", "x-MiXeD-iI", "c");

    assertThat(environ.get("HTTP_X_LOWER")).isEqualTo("a");
    assertThat(environ.get("HTTP_X_UPPER")).isEqualTo("b");
    assertThat(environ.get("HTTP_X_MIXED_II")).isEqualTo("c");
  }

  @Test
  @Case(id = "H17", title = "only - becomes _ in a key", source = "RFC 9110 5.6.2")
  default void onlyHyphenBecomesUnderscore() {
    assertThat(environ("X!#$%&'*+.^`|~9", "a").get("HTTP_X!#$%&'*+.^`|~9")).isEqualTo("a");
  }

  @Test
  @Case(id = "H19", title = "a long value is kept whole", source = "Plack 26")
  default void longValueIsKept() {
    String value = "0123456789abcdef".repeat(200);

    assertThat(environ("X-Long", value).get("HTTP_X_LONG")).isEqualTo(value);
  }

  @Test
  @Case(id = "H20", title = "X-Forwarded-* is kept and changes nothing", source = "RFC 7239 8.1")
  default void forwardedChangesNothing() {
    Environ environ =
        environ(
            "X-Forwarded-For", "10.0.0.1",
            "X-Forwarded-Host", "evil.example",
            "X-Forwarded-Port", "81",
            "Forwarded", "for=10.0.0.2;host=evil.example");

    assertThat(environ.get("HTTP_X_FORWARDED_FOR")).isEqualTo("10.0.0.1");
    assertThat(environ.get("HTTP_X_FORWARDED_HOST")).isEqualTo("evil.example");
    assertThat(environ.get("HTTP_FORWARDED")).isEqualTo("for=10.0.0.2;host=evil.example");
    assertThat(environ.get("REMOTE_ADDR")).isEqualTo("127.0.0.1");
    assertThat(environ.get("SERVER_NAME")).isEqualTo(gateway().host());
    assertThat(environ.get("SERVER_PORT")).isEqualTo(String.valueOf(gateway().port()));
  }

  @Test
  @Case(id = "H21", title = "hop-by-hop headers have no effect on the app", source = "PEP 3333")
  default void hopByHopHasNoEffect() {
    RawRequest request =
        gateway().app("body").method("POST").with("TE", "trailers").chunked("hel", "lo");

    ResponseAssert.assertThat(gateway().ask(request)).hasCode(200).hasText("hello");
    assertThat(environ("Connection", "keep-alive, x-foo", "X-Foo", "bar").get("HTTP_X_FOO"))
        .isEqualTo("bar");
  }

  private Environ environ(String... namesAndValues) {
    RawRequest request = gateway().get("/");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request = request.with(namesAndValues[i], namesAndValues[i + 1]);
    }
    return gateway().environ(request);
  }
}
