package org.gatewaybridge.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Anything that proxies and clients may tell. */
class ForwardedFuzzTest {
  private static final String HOST = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]";

  @MethodSource("headers")
  @FuzzTest(maxDuration = "1m")
  void environNamesAnAddressAndAHostOrTheRequestIsRefused(
      @NotNull String forwarded, @NotNull String from, @NotNull String host, @NotNull String proto)
      throws Exception {
    Map<String, Object> told =
        Map.of(
            "HTTP_FORWARDED", forwarded,
            "HTTP_X_FORWARDED_FOR", from,
            "HTTP_X_FORWARDED_HOST", host,
            "HTTP_X_FORWARDED_PROTO", proto);
    assertThat(seen("192.0.2.1", told))
        .containsExactlyInAnyOrderEntriesOf(environ("192.0.2.1", told));
    for (String header : told.keySet()) {
      check(seen("10.0.0.1", Map.of(header, String.valueOf(told.get(header)))));
    }
    check(seen("10.0.0.1", told));
  }

  private static void check(Map<String, Object> seen) {
    if (seen.isEmpty()) {
      return; // refused
    }
    assertThat(IpLiteral.parse(text(seen, "REMOTE_ADDR"))).isPresent();
    assertThat(text(seen, "SERVER_NAME")).matches(HOST);
    assertThat(text(seen, "HTTP_HOST")).matches("(" + HOST + ")(:[0-9]{1,5})?");
    assertThat(text(seen, "wsgi.url_scheme")).isIn("http", "https");
    assertThat(seen.containsKey("HTTPS")).isEqualTo(text(seen, "wsgi.url_scheme").equals("https"));
    assertThat(Integer.parseInt(text(seen, "SERVER_PORT"))).isBetween(1, 65535);
    if (seen.containsKey("REMOTE_PORT")) {
      assertThat(Integer.parseInt(text(seen, "REMOTE_PORT"))).isBetween(1, 65535);
    }
  }

  /** What the app behind the middleware sees; empty if it sees nothing. */
  private static Map<String, Object> seen(String peer, Map<String, Object> told) throws Exception {
    Map<String, Object> seen = new HashMap<>();
    ForwardedHeaders.trusting("10.0.0.0/8")
        .wrap(
            (environ, startResponse) -> {
              seen.putAll(environ);
              return List.of();
            })
        .call(environ(peer, told), (status, headers, excInfo) -> chunk -> {});
    return seen;
  }

  private static Map<String, Object> environ(String peer, Map<String, Object> told) {
    Map<String, Object> environ = new HashMap<>(told);
    environ.put("REMOTE_ADDR", peer);
    environ.put("REMOTE_PORT", "50000");
    environ.put("HTTP_HOST", "inner:8080");
    environ.put("SERVER_NAME", "inner");
    environ.put("SERVER_PORT", "8080");
    environ.put("wsgi.url_scheme", "http");
    return environ;
  }

  private static String text(Map<String, Object> environ, String key) {
    return String.valueOf(environ.get(key));
  }

  private static Stream<Arguments> headers() {
    return Stream.of(
        arguments("", "", "", ""),
        arguments("for=192.0.2.43;proto=https;host=a.example", "192.0.2.43", "a.example", "https"),
        arguments(
            "for=\"[2001:db8::1]:4711\", for=10.0.0.2;host=\"b:81\"",
            "10.0.0.2, 10.0.0.3",
            "b:81",
            "http"),
        arguments("for=unknown, for=_hidden;by=10.0.0.1", "unknown", "[::1]:80", "HTTPS"),
        arguments("for=1.2.3.4;for=5.6.7.8", "1.2.3.4:99999", "a/b@c?d#e\\f", "javascript"),
        arguments("for=\"1.2.3.4\\", "::ffff:10.0.0.1, 0x7f.1", "a b", "http, https"),
        arguments("host=\"a;b\";proto=http,,;", "[::1%eth0]", "\u0000", ""));
  }
}
