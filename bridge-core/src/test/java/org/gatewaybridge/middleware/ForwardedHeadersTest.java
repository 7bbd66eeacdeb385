package org.gatewaybridge.middleware;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // a table says null for what is absent
class ForwardedHeadersTest {
  private static final ForwardedHeaders TRUSTING =
      ForwardedHeaders.trusting("127.0.0.1", "10.0.0.0/8", "::1", "2001:db8:f::/48");

  private final Map<String, Object> environ =
      new HashMap<>(
          Map.of(
              "REMOTE_ADDR", "10.0.0.1",
              "REMOTE_HOST", "10.0.0.1",
              "REMOTE_PORT", "4711",
              "SERVER_NAME", "backend",
              "SERVER_PORT", "8080",
              "HTTP_HOST", "backend:8080",
              "wsgi.url_scheme", "http"));

  @Test
  void untrustedPeerChangesNothing() throws Exception {
    environ.put("REMOTE_ADDR", "11.0.0.1");
    environ.put("HTTP_FORWARDED", "for=1.2.3.4;proto=https;host=evil.example");
    environ.put("HTTP_X_FORWARDED_FOR", "1.2.3.4, \"");
    environ.put("HTTP_X_FORWARDED_PROTO", "ftp");
    Map<String, Object> before = new TreeMap<>(environ);

    assertThat(seenByTheApp()).isEqualTo(before);
  }

  @Test
  void trustedPeerThatTellsNothingChangesNothing() throws Exception {
    environ.put("HTTP_X_FORWARDED_FOR", " ");
    environ.put("HTTP_FORWARDED", "");
    Map<String, Object> before = new TreeMap<>(environ);

    assertThat(seenByTheApp()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"PROTO,http", "PROTO,https", "FOR,203.0.113.9"})
  void tlsOfTheProxyIsNotTheClients(String header, String value) throws Exception {
    environ.put("HTTPS", "on");
    environ.put("SSL_PROTOCOL", "TLSv1.3");
    environ.put("SSL_CLIENT_S_DN", "CN=proxy");
    environ.put("HTTP_X_FORWARDED_" + header, value);

    assertThat(seenByTheApp()).doesNotContainKeys("SSL_PROTOCOL", "SSL_CLIENT_S_DN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "::1", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]", "::1%2", "[::1%eth0]"})
  void peerIsKnownInEverySpellingOfAContainer(String peer) throws Exception {
    environ.put("REMOTE_ADDR", peer);
    environ.put("HTTP_X_FORWARDED_FOR", "203.0.113.9");

    assertThat(seenByTheApp()).containsEntry("REMOTE_ADDR", "203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "unknown", "10.0.0.1 ", "unix:"})
  void peerWithoutAnAddressIsNotTrusted(String peer) throws Exception {
    environ.put("REMOTE_ADDR", peer);
    environ.put("HTTP_X_FORWARDED_FOR", "203.0.113.9");

    assertThat(seenByTheApp()).containsEntry("REMOTE_ADDR", peer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9                               | 203.0.113.9",
        "203.0.113.9:8080                          | 203.0.113.9",
        "6.6.6.6, 203.0.113.9                      | 203.0.113.9",
        "\"garbage;, 203.0.113.9, 10.0.0.2         | 203.0.113.9",
        "203.0.113.9,10.0.0.2 ,  127.0.0.1         | 203.0.113.9",
        "6.6.6.6, 10.0.0.3, 203.0.113.9, 10.0.0.2  | 203.0.113.9",
        "10.0.0.3, 10.0.0.2                        | 10.0.0.3",
        "2001:db8::9                               | 2001:db8:0:0:0:0:0:9",
        "[2001:db8::9]                             | 2001:db8:0:0:0:0:0:9",
        "[2001:db8::9]:443, 2001:db8:f::1          | 2001:db8:0:0:0:0:0:9",
        "::ffff:203.0.113.9, ::ffff:10.0.0.2       | 203.0.113.9",
        "203.0.113.9, unknown                      | 10.0.0.1",
        "203.0.113.9, _hidden, 10.0.0.2            | 10.0.0.2",
      })
  void clientIsTheFirstUntrustedFromTheRight(String forwardedFor, String client) throws Exception {
    environ.put("HTTP_X_FORWARDED_FOR", forwardedFor);

    assertThat(seenByTheApp())
        .containsEntry("REMOTE_ADDR", client)
        .containsEntry("REMOTE_HOST", client)
        .containsEntry("SERVER_NAME", "backend")
        .containsEntry("SERVER_PORT", "8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "For=203.0.113.9                                         | 203.0.113.9",
        "for=\"203.0.113.9\"                                     | 203.0.113.9",
        "for=\"203.0.113.9:4711\"                                | 203.0.113.9",
        "for=\"203.0.113.9:_port\"                               | 203.0.113.9",
        "for=\"[2001:db8::9]:4711\"                              | 2001:db8:0:0:0:0:0:9",
        "for=\"\\[2001:db8::9]\"                                 | 2001:db8:0:0:0:0:0:9",
        "for=6.6.6.6, for=203.0.113.9                            | 203.0.113.9",
        "for=6.6.6.6, for=203.0.113.9;by=10.0.0.3, for=10.0.0.2  | 203.0.113.9",
        "for=6.6.6.6 ,, ; ,by=_x;for=203.0.113.9;;secret=\"a,b\" | 203.0.113.9",
        "for=\"6.6.6.6, for=127.0.0.1\", for=203.0.113.9         | 203.0.113.9",
        "for=203.0.113.9, for=unknown                            | 10.0.0.1",
        "for=203.0.113.9, for=\"_hidden:_p\", for=10.0.0.2       | 10.0.0.2",
        "for=203.0.113.9, proto=http                             | 10.0.0.1",
      })
  void standardHeaderIsFollowedAlike(String forwarded, String client) throws Exception {
    environ.put("HTTP_FORWARDED", forwarded);

    assertThat(seenByTheApp()).containsEntry("REMOTE_ADDR", client);
  }

  @Test
  void portOfTheClientIsToldOrAbsent() throws Exception {
    environ.put("HTTP_X_FORWARDED_FOR", "[2001:db8::9]:443");
    assertThat(seenByTheApp()).containsEntry("REMOTE_PORT", "443");

    environ.put("REMOTE_ADDR", "10.0.0.1");
    environ.put("HTTP_X_FORWARDED_FOR", "203.0.113.9");
    assertThat(seenByTheApp()).doesNotContainKey("REMOTE_PORT");
  }

  @Test
  void standardHeaderTellsEverything() throws Exception {
    environ.put(
        "HTTP_FORWARDED", "for=\"203.0.113.9:5\";proto=HTTPS;host=\"www.example.com:8443\"");

    assertThat(seenByTheApp())
        .contains(
            entry("REMOTE_ADDR", "203.0.113.9"),
            entry("REMOTE_PORT", "5"),
            entry("wsgi.url_scheme", "https"),
            entry("HTTPS", "on"),
            entry("HTTP_HOST", "www.example.com:8443"),
            entry("SERVER_NAME", "www.example.com"),
            entry("SERVER_PORT", "8443"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // proto, host, port, Host -> scheme, HTTP_HOST, SERVER_NAME, SERVER_PORT
        "https, www.example.com, -, backend:8080, https, www.example.com, www.example.com, 443",
        "https, www.example.com, 8443, backend, https, www.example.com:8443, www.example.com, 8443",
        "https, a_b:1, 8443, backend, https, a_b:1, a_b, 1",
        "https, a, 443, backend, https, a, a, 443",
        "http, [::1]:81, -, backend, http, [::1]:81, [::1], 81",
        "http, [::1], 80, backend, http, [::1], [::1], 80",
        "https, -, -, www.example.com, https, www.example.com, backend, 443",
        "https, -, 443, backend:8080, https, backend, backend, 443",
        "https, -, -, backend:8080, https, backend:8080, backend, 8080",
        "https, -, -, -, https, -, backend, 443",
        "-, -, 81, www.example.com, http, www.example.com:81, backend, 81",
        "-, www.example.com, -, backend:8080, http, www.example.com, www.example.com, 80",
      })
  void serverIsWhatTheClientAskedFor(
      String proto,
      String host,
      String port,
      String ownHost,
      String scheme,
      String httpHost,
      String serverName,
      String serverPort)
      throws Exception {
    putOrRemove("HTTP_X_FORWARDED_PROTO", proto);
    putOrRemove("HTTP_X_FORWARDED_HOST", host);
    putOrRemove("HTTP_X_FORWARDED_PORT", port);
    putOrRemove("HTTP_HOST", ownHost);

    Map<String, Object> seen = seenByTheApp();

    assertThat(seen)
        .containsEntry("wsgi.url_scheme", scheme)
        .containsEntry("SERVER_NAME", serverName)
        .containsEntry("SERVER_PORT", serverPort)
        .containsEntry("REMOTE_ADDR", "10.0.0.1");
    assertThat(seen.get("HTTP_HOST")).isEqualTo(httpHost);
    assertThat(seen.get("HTTPS")).isEqualTo(scheme.equals("https") ? "on" : null);
  }

  private void putOrRemove(String key, String value) {
    if (value == null) {
      environ.remove(key);
    } else {
      environ.put(key, value);
    }
  }

  @Test
  void httpAtTheOutermostProxyEndsHttps() throws Exception {
    environ.put("wsgi.url_scheme", "https");
    environ.put("HTTPS", "on");
    environ.put("HTTP_X_FORWARDED_PROTO", "http");

    assertThat(seenByTheApp()).containsEntry("wsgi.url_scheme", "http").doesNotContainKey("HTTPS");
  }

  @Test
  void serverIsWhatTheOutermostTrustedProxyTold() throws Exception {
    environ.put("HTTP_X_FORWARDED_FOR", "6.6.6.6, 203.0.113.9, 10.0.0.2");
    environ.put("HTTP_X_FORWARDED_PROTO", "ftp, https, http");
    environ.put("HTTP_X_FORWARDED_HOST", "evil/, www.example.com, inner");
    assertThat(seenByTheApp())
        .containsEntry("wsgi.url_scheme", "https")
        .containsEntry("SERVER_NAME", "www.example.com");
  }

  @Test
  void serverIsToldByAnInnerProxyWhereTheOuterIsSilent() throws Exception {
    environ.put("HTTP_FORWARDED", "for=6.6.6.6;host=evil, for=203.0.113.9, for=10.0.0.2;host=in");

    assertThat(seenByTheApp()).containsEntry("SERVER_NAME", "in");
  }

  @Test
  void listLongerThanTheHopsIsNotBelieved() throws Exception {
    environ.put("HTTP_X_FORWARDED_PROTO", "https, http");

    assertThat(seenByTheApp()).containsEntry("wsgi.url_scheme", "http");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X_FORWARDED_FOR | garbage",
        "X_FORWARDED_FOR | localhost",
        "X_FORWARDED_FOR | 203.0.113.9,",
        "X_FORWARDED_FOR | 203.0.113.9;host=evil",
        "X_FORWARDED_FOR | \"203.0.113.9\"",
        "X_FORWARDED_FOR | 203.0.113.9:0",
        "X_FORWARDED_FOR | 203.0.113.9:65536",
        "X_FORWARDED_FOR | 203.0.113.9:http",
        "X_FORWARDED_FOR | [203.0.113.9]:80",
        "X_FORWARDED_FOR | [::1",
        "X_FORWARDED_FOR | fe80::1%eth0",
        "X_FORWARDED_FOR | 6.6.6.6, x, 10.0.0.2",
        "X_FORWARDED_PROTO | ftp",
        "X_FORWARDED_PROTO | https:",
        "X_FORWARDED_PROTO | https;",
        "X_FORWARDED_PROTO | \"https\"",
        "X_FORWARDED_PROTO | http,",
        "X_FORWARDED_HOST | a/b",
        "X_FORWARDED_HOST | a?b",
        "X_FORWARDED_HOST | a#b",
        "X_FORWARDED_HOST | u@a",
        "X_FORWARDED_HOST | a\\b",
        "X_FORWARDED_HOST | a b",
        "X_FORWARDED_HOST | a;b",
        "X_FORWARDED_HOST | \"a\"",
        "X_FORWARDED_HOST | a%2Fb",
        "X_FORWARDED_HOST | \u00e4.example",
        "X_FORWARDED_HOST | :80",
        "X_FORWARDED_HOST | a:",
        "X_FORWARDED_HOST | a:x",
        "X_FORWARDED_HOST | a:0",
        "X_FORWARDED_HOST | a:65536",
        "X_FORWARDED_HOST | a:80:80",
        "X_FORWARDED_HOST | ::1",
        "X_FORWARDED_HOST | [::1",
        "X_FORWARDED_HOST | [1.2.3.4]",
        "X_FORWARDED_HOST | [v1.x]",
        "X_FORWARDED_PORT | -1",
        "X_FORWARDED_PORT | 0",
        "X_FORWARDED_PORT | 443/",
        "X_FORWARDED_PORT | 70000",
        "X_FORWARDED_PORT | \u0664",
        "FORWARDED | host",
        "FORWARDED | for=",
        "FORWARDED | =x",
        "FORWARDED | for=[::1]",
        "FORWARDED | for=203.0.113.9:80",
        "FORWARDED | for=\"203.0.113.9",
        "FORWARDED | for=\"203.0.113.9\\",
        "FORWARDED | for=\"203.0.113.9;host=evil\"",
        "FORWARDED | for=\"203.0.113.9\"x",
        "FORWARDED | for=203.0.113.9;for=127.0.0.1",
        "FORWARDED | for=203.0.113.9;For=127.0.0.1",
        "FORWARDED | for=203.0.113.9 host=evil",
        "FORWARDED | for = 203.0.113.9",
        "FORWARDED | for=\", for=203.0.113.9",
        "FORWARDED | host=\"a/b\"",
        "FORWARDED | host=\"a;b\"",
        "FORWARDED | proto=javascript",
      })
  void malformedHeaderIsRefused(String header, String value) throws Exception {
    environ.put("HTTP_" + header, value);

    assertThat(refusal()).startsWith("Bad Request: ").doesNotContain(value).endsWith("\n");
  }

  @Test
  void familiesThatAgreeAreBelieved() throws Exception {
    environ.put("HTTP_FORWARDED", "for=203.0.113.9;proto=https");
    environ.put("HTTP_X_FORWARDED_FOR", "6.6.6.6, 203.0.113.9");
    environ.put("HTTP_X_FORWARDED_PROTO", "https");

    assertThat(seenByTheApp())
        .containsEntry("REMOTE_ADDR", "203.0.113.9")
        .containsEntry("wsgi.url_scheme", "https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=127.0.0.1",
        "for=6.6.6.6;proto=https",
        "for=203.0.113.9;proto=https;host=evil.example",
        "for=203.0.113.9",
        "for=unknown;proto=https",
      })
  void familiesThatDisagreeAreRefused(String forwarded) throws Exception {
    environ.put("HTTP_FORWARDED", forwarded);
    environ.put("HTTP_X_FORWARDED_FOR", "203.0.113.9");
    environ.put("HTTP_X_FORWARDED_PROTO", "https");

    assertThat(refusal())
        .isEqualTo("Bad Request: Forwarded and X-Forwarded-* tell different things\n");
  }

  @Test
  void prefixAndOthersAreNotBelieved() throws Exception {
    environ.put("SCRIPT_NAME", "/ctx");
    environ.put("HTTP_X_FORWARDED_PREFIX", "/evil");
    environ.put("HTTP_X_REAL_IP", "6.6.6.6");
    environ.put("HTTP_X_FORWARDED_SSL", "on");
    Map<String, Object> before = new TreeMap<>(environ);

    assertThat(seenByTheApp()).isEqualTo(before);
  }

  /** Returns the environ with which the app was called. */
  private Map<String, Object> seenByTheApp() throws Exception {
    List<Map<String, Object>> seen = new ArrayList<>();
    GatewayApp app =
        (given, startResponse) -> {
          seen.add(new TreeMap<>(given));
          return Bodies.empty();
        };
    TRUSTING
        .wrap(app)
        .call(
            environ,
            (status, headers, excInfo) -> {
              throw new AssertionError("It answered " + status);
            });
    assertThat(seen).hasSize(1);
    return seen.get(0);
  }

  /** Returns the text with which the request was refused without the app. */
  private String refusal() throws Exception {
    List<String> statuses = new ArrayList<>();
    Map<String, Object> before = new TreeMap<>(environ);
    GatewayApp app =
        (given, startResponse) -> {
          throw new AssertionError("The app was called with " + given);
        };
    Iterable<byte[]> body =
        TRUSTING
            .wrap(app)
            .call(
                environ,
                (status, headers, excInfo) -> {
                  statuses.add(status);
                  return chunk -> {};
                });
    assertThat(statuses).containsExactly("400 Bad Request");
    assertThat(environ).isEqualTo(before);
    return new String(body.iterator().next(), US_ASCII);
  }
}
