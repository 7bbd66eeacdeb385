package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an environ says of the server: its name, protocol, log and TLS, and its own address. */
public interface ServerFactsContract extends Contract {

  @Test
  @Case(
      id = "E12",
      title = "wsgi.errors reaches the container's log",
      source = "PEP 3333, Plack 17")
  default void errorsReachTheLog() {
    String marker = "marker-" + UUID.randomUUID();
    String text = URLEncoder.encode(marker + " \u3042\u20ac\u0007", UTF_8);

    RawResponse answer = gateway().ask(gateway().app("errors").with("X-Marker", text));

    ResponseAssert.assertThat(answer).hasCode(200).hasText("written");
    String log = String.join("\n", Log.of(gateway()).lines(marker));
    for (String way : List.of("written", "appended", "printed", "after close")) {
      assertThat(log).contains(marker + " \u3042\u20ac\\u0007 " + way);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  @Case(id = "E13", title = "SERVER_PROTOCOL is the request's", source = "Plack 14, Rack SPEC")
  default void protocolIsTheRequests(String version) {
    RawRequest request = gateway().get("/").version(version);

    assertThat(gateway().environ(request).get("SERVER_PROTOCOL")).isEqualTo(version);
  }

  @Test
  @Case(id = "E13", title = "SERVER_PROTOCOL over HTTP/2", source = "Plack 14, Rack SPEC")
  default void protocolOverHttp2() throws Exception {
    byte[] echo = Http2.of(gateway()).send(gateway().get("/h2")).body();

    assertThat(new String(echo, US_ASCII))
        .containsPattern("SERVER_PROTOCOL\\tString\\tHTTP/2(\\.0)?\\n");
  }

  @Test
  @Case(id = "E14", title = "HTTPS and SSL_* on TLS", source = "PEP 3333, jruby-rack")
  default void tlsIsTold() throws IOException {
    ServerProcess server = gateway().mounted().server();
    OptionalInt port = server.httpsPort();
    Assumptions.assumeTrue(port.isPresent(), "not run: this container has no HTTPS connector");

    Environ environ;
    try (RawConnection connection =
        RawConnection.over(
            server.trust().getSocketFactory().createSocket(server.host(), port.getAsInt()))) {
      environ = Environ.of(connection.ask(gateway().get("/tls")));
    }

    assertThat(environ.get("HTTPS")).isEqualTo("on");
    assertThat(environ.get("wsgi.url_scheme")).isEqualTo("https");
    assertThat(environ.get("SSL_CIPHER")).startsWith("TLS_");
    assertThat(environ.get("SSL_CIPHER_USEKEYSIZE")).matches("\\d+");
  }

  @Test
  @Case(id = "E14", title = "no HTTPS and SSL_* without TLS", source = "PEP 3333, jruby-rack")
  default void withoutTlsNothingIsTold() {
    assertThat(gateway().environ(gateway().get("/")).keys())
        .noneMatch(key -> key.equals("HTTPS") || key.startsWith("SSL_"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/foo/bar%20baz%73?x=a", "/a?x=%2F&y", "/a"})
  @Case(id = "E18", title = "REQUEST_URI is the raw target with its query", source = "Plack 24")
  default void requestUriIsRaw(String path) {
    RawRequest request = gateway().get(path);

    assertThat(gateway().environ(request).get("REQUEST_URI")).isEqualTo(request.target());
  }

  @Test
  @Case(
      id = "E19",
      title = "at the root SCRIPT_NAME is empty and PATH_INFO a path",
      source = "Rack")
  default void scriptNameIsEmptyAtTheRoot() {
    Environ environ = at(Mount.ROOT).environ(at(Mount.ROOT).get("/"));

    assertThat(environ.get("SCRIPT_NAME")).isEqualTo("");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/");
  }

  @Test
  @Case(id = "E22", title = "an empty Host leaves no empty SERVER_NAME", source = "PEP 3333")
  default void serverNameIsNeverEmpty() {
    RawRequest request = gateway().get("/").without("Host").with("Host", "");

    assertThat(gateway().environ(request).get("SERVER_NAME")).isNotEmpty();
  }

  @Test
  @Case(
      id = "E23",
      title = "without a Host the server's own address",
      source = "waitress, gunicorn")
  default void withoutHostTheServersOwnName() {
    RawRequest request = gateway().get("/").without("Host").version("HTTP/1.0");

    Environ environ = gateway().environ(request);

    assertThat(environ.get("SERVER_NAME")).isIn("127.0.0.1", "localhost");
    assertThat(environ.get("SERVER_PORT")).isEqualTo(String.valueOf(gateway().port()));
    assertThat(environ.keys()).doesNotContain("HTTP_HOST");
  }

  @Test
  @Case(id = "E24", title = "an IPv6 Host keeps its brackets", source = "Rack SPEC")
  default void ipv6NameKeepsItsBrackets() {
    Environ environ =
        gateway().environ(gateway().get("/").without("Host").with("Host", "[::1]:81"));

    assertThat(environ.get("SERVER_NAME")).isEqualTo("[::1]");
    assertThat(environ.get("SERVER_PORT")).isEqualTo("81");
    assertThat(environ.get("HTTP_HOST")).isEqualTo("[::1]:81");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/foo/?dankogai=kogaidan", "/foo/bar%20bazs?x=a", "/%E3%81%82/b", "/"})
  @Case(id = "E25", title = "the URL can be put together again", source = "PEP 3333, wsgiref")
  default void urlCanBePutTogether(String path) {
    RawRequest request = gateway().get(path);

    assertThat(rebuilt(gateway().environ(request)))
        .isEqualTo(URLDecoder.decode("http://" + gateway().authority() + request.target(), UTF_8));
  }

  /** PEP 3333, "URL Reconstruction", but for the quoting, which the comparison takes off. */
  private static String rebuilt(Environ environ) {
    String query = String.valueOf(environ.get("QUERY_STRING"));
    return environ.get("wsgi.url_scheme")
        + "://"
        + environ.get("HTTP_HOST")
        + environ.get("SCRIPT_NAME")
        + environ.get("PATH_INFO")
        + (query.isEmpty() ? "" : "?" + query);
  }
}
