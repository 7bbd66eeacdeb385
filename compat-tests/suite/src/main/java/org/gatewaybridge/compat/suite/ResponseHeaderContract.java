package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which response headers are refused, and that the others come as the app gave them. */
public interface ResponseHeaderContract extends Contract {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-Inj: 1",
        "a\nX-Inj: 1",
        "a\rX-Inj: 1",
        "a\u0000b",
        "a\u0007b",
        "a\u007fb",
        "a\u0001",
        "a\r\n b"
      })
  @Case(id = "A01", title = "control characters in a value are refused", source = "RFC 9110 5.5")
  default void controlsInAValueAreRefused(String value) {
    refused("X-A", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u010d\u010aX-Inj: 1", "a\u560a\u560d"})
  @Case(
      id = "A02",
      title = "characters that truncate to CR LF are refused",
      source = "this project")
  default void hiddenLineEndsAreRefused(String value) {
    refused("X-A", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u20ac", "caf\u00e9 \u3042"})
  @Case(id = "A03", title = "a value beyond latin-1 is refused", source = "PEP 3333")
  default void valueBeyondLatin1IsRefused(String value) {
    refused("X-A", value);
  }

  @Test
  @Case(id = "A04", title = "a latin-1 value is its bytes", source = "PEP 3333")
  default void latin1ValueIsItsBytes() {
    ResponseAssert.assertThat(answer("X-A", "caf\u00e9")).hasHeader("X-A", "caf\u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X A",
        "X:A",
        "X\r\nX-Inj",
        "X\u0000",
        "",
        "X\u00e9",
        "X\u0130",
        "(X)",
        "X\t",
        "X/A"
      })
  @Case(id = "A05", title = "what is no token is no header name", source = "RFC 9110 5.1")
  default void whatIsNoTokenIsNoName(String name) {
    refused(name, "1");
  }

  @Test
  @Case(id = "A06", title = "cookies keep their lines and their order", source = "RFC 6265 3")
  default void cookiesKeepTheirLines() {
    RawResponse answer =
        answer("Set-Cookie", "b=2; Path=/", "Set-Cookie", "a=1", "Set-Cookie", "b=3");

    ResponseAssert.assertThat(answer)
        .hasHeader("Set-Cookie", "b=2; Path=/", "a=1", "b=3")
        .hasNoHeader("Expires");
  }

  @Test
  @Case(id = "A07", title = "headers of one name keep their lines", source = "Plack 21")
  default void headersOfOneNameKeepTheirLines() {
    ResponseAssert.assertThat(answer("X-Foo", "foo", "X-Foo", "bar, baz"))
        .hasHeader("X-Foo", "foo", "bar, baz");
  }

  @ParameterizedTest
  @CsvSource({
    "Connection,close",
    "Keep-Alive,timeout=1",
    "Proxy-Authenticate,Basic",
    "Proxy-Authorization,Basic x",
    "TE,trailers",
    "Trailers,X-T",
    "Transfer-Encoding,chunked",
    "Upgrade,h2c",
    "connection,keep-alive",
    "TRANSFER-ENCODING,identity"
  })
  @Case(id = "A08", title = "hop-by-hop headers are the server's", source = "PEP 3333")
  default void hopByHopHeadersAreRefused(String name, String value) {
    refused(name, value);
  }

  @ParameterizedTest
  @CsvSource({"Connection,close", "Transfer-Encoding,chunked"})
  @Case(id = "A08", title = "hop-by-hop headers are refused on HTTP/2", source = "RFC 9113 8.2.2")
  default void hopByHopHeadersAreRefusedOnHttp2(String name, String value) throws Exception {
    RawRequest request = gateway().scripted(Script.start("200 OK", name, value).list("x"));

    var answer = Http2.of(gateway()).send(request);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), US_ASCII)).startsWith("Internal Server Error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Status", "status"})
  @Case(id = "A09", title = "Status is no header", source = "wsgiref.validate, Rack SPEC")
  default void statusIsNoHeader(String name) {
    refused(name, "404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "+1", "", "1 1", "0x1", "99999999999999999999"})
  @Case(id = "A10", title = "what is no number is no Content-Length", source = "RFC 9110 8.6")
  default void whatIsNoNumberIsNoLength(String value) {
    refused("Content-Length", value);
  }

  @ParameterizedTest
  @CsvSource({"Content-Length,1,content-length,1", "Content-Type,a/b,content-type,a/b"})
  @Case(id = "A10", title = "a singleton comes once", source = "RFC 9110 5.3")
  default void singletonComesOnce(String name, String value, String again, String other) {
    refused(name, value, again, other);
  }

  @Test
  @Case(id = "A11", title = "no Content-Type is made up", source = "RFC 9110 8.3")
  default void noContentTypeIsMadeUp() {
    ResponseAssert.assertThat(answer()).hasCode(200).hasNoHeader("Content-Type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/html", "text/xml", "application/json", "text/css"})
  @Case(id = "A12", title = "no charset is added to a type", source = "PEP 3333")
  default void noCharsetIsAdded(String type) {
    ResponseAssert.assertThat(answer("Content-Type", type)).hasHeader("Content-Type", type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html; charset=utf-8",
        "text/html;charset=UTF-8",
        "TEXT/PLAIN;charset=utf-8",
        "text/html; charset=iso-8859-1",
        "text/x; a=b; charset=utf-8"
      })
  @Case(id = "A13", title = "a charset keeps its meaning", source = "RFC 9110 8.3.1")
  default void charsetKeepsItsMeaning(String type) throws IOException {
    RawResponse answer = answer("Content-Type", type);

    assertThat(answer.head().all("Content-Type")).hasSize(1);
    String sent = answer.head().all("Content-Type").get(0);
    assertThat(parts(sent)).isEqualTo(parts(type));
    observe("A13", type, sent);
  }

  private static List<String> parts(String type) {
    return List.of(type.toLowerCase(Locale.ROOT).split(";", -1)).stream()
        .map(String::trim)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo/bar", "/foo", "http://other.example/a?b#c", "?x", ""})
  @Case(id = "A14", title = "Location stays as it is", source = "RFC 9110 10.2.2")
  default void locationStaysAsItIs(String location) {
    RawResponse answer = gateway().play(Script.start("302 Found", "Location", location).list());

    ResponseAssert.assertThat(answer).hasCode(302).hasHeader("Location", location);
  }

  @Test
  @Case(id = "A15", title = "an app's Date and Server come once", source = "PEP 3333")
  default void datesAndServersComeOnce() throws IOException {
    RawResponse answer = answer("Date", "Sun, 06 Nov 1994 08:49:37 GMT", "Server", "the-app");

    assertThat(answer.head().all("Date")).hasSize(1);
    assertThat(answer.head().all("Server")).hasSize(1);
    observe("A15", "", answer.head().all("Date") + " " + answer.head().all("Server"));
  }

  @Test
  @Case(id = "A16", title = "the case of a name", source = "RFC 9110 5.1")
  default void caseOfAName() throws IOException {
    RawResponse answer = answer("x-LoWeR", "a");

    ResponseAssert.assertThat(answer).hasHeader("X-Lower", "a");
    observe("A16", "", answer.head().fields().toString());
  }

  @Test
  @Case(id = "A17", title = "Trailer may be announced", source = "RFC 9110 6.6.2")
  default void trailerMayBeAnnounced() {
    ResponseAssert.assertThat(answer("Trailer", "X-T")).hasCode(200).hasHeader("Trailer", "X-T");
  }

  @Test
  @Case(id = "A18", title = "blanks around a value mean nothing", source = "RFC 9110 5.5")
  default void blanksAroundAValueMeanNothing() {
    RawResponse answer = answer("X-A", "  a b  ");

    ResponseAssert.assertThat(answer).hasCode(200).hasHeader("X-A", "a b");
  }

  @ParameterizedTest
  @ValueSource(ints = {6_000, 20_000})
  @Case(id = "A19", title = "large headers are whole", source = "this project")
  default void largeHeadersAreWhole(int bytes) {
    // The script is a request header, and those have a size too: a short script makes many headers.
    Script script = Script.nothing().step("start-many", String.valueOf(bytes / 100)).list("x");

    RawResponse answer = gateway().play(script);

    ResponseAssert.assertThat(answer).hasCode(200);
    for (int i = 0; i < bytes / 100; i++) {
      ResponseAssert.assertThat(answer).hasHeader("X-Many-" + i, "m".repeat(80));
    }
    ResponseAssert.assertThat(answer).hasText("x").isComplete();
  }

  private RawResponse answer(String... headers) {
    return gateway().play(Script.start("200 OK", headers).list("x"));
  }

  /** The app sees a ContractViolation in its own call; uncaught, it is a 500. */
  private void refused(String... headers) {
    RawRequest request = gateway().scripted(Script.start("200 OK", headers).list("x"));

    RawResponse answer = gateway().ask(request);

    ResponseAssert.assertThat(answer).isInternalServerError().hasNoHeader("X-Inj");
    assertThat(gateway().ledger(request).events())
        .isEqualTo(List.of("call", "start threw ContractViolation"));
  }
}
