package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.api.ContractRule;
import org.gatewaybridge.api.ContractViolation;
import org.gatewaybridge.servlet.container.PlainContainer;
import org.gatewaybridge.timeouts.WatchedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules R02 to R16 as the servlet keeps them. */
@SuppressWarnings({"unused", "UnusedMethod", "NullAway"}) // the fakes are called by name
class ServletEnvironTest {
  private final List<String> calls = new ArrayList<>();
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private long contentLength = -1;
  private boolean secure;
  private @Nullable String claimedScheme;
  private boolean joinsTrailers;
  private String serverName = "example.org";
  private int serverPort = 8080;
  private String remoteAddress = "127.0.0.2";

  private final Object requestMethods =
      new Object() {
        String getMethod() {
          return "GET";
        }

        String getQueryString() {
          return null;
        }

        String getHeader(String name) {
          return headers.containsKey(name) ? headers.get(name).get(0) : "";
        }

        long getContentLengthLong() {
          return contentLength;
        }

        String getServerName() {
          return serverName;
        }

        String getLocalAddr() {
          return "127.0.0.1";
        }

        int getServerPort() {
          return serverPort;
        }

        String getProtocol() {
          return "HTTP/1.1";
        }

        DispatcherType getDispatcherType() {
          return DispatcherType.REQUEST;
        }

        String getRemoteAddr() {
          return remoteAddress;
        }

        int getRemotePort() {
          return 4711;
        }

        String getRemoteUser() {
          return null;
        }

        String getAuthType() {
          return null;
        }

        String getRequestURI() {
          return "/ctx/a%20b";
        }

        boolean isSecure() {
          return secure;
        }

        String getScheme() {
          return claimedScheme == null ? (secure ? "https" : "http") : claimedScheme;
        }

        Object getAttribute(String name) {
          return Map.of(
                  "jakarta.servlet.request.cipher_suite",
                  (Object) "TLS_AES_128_GCM_SHA256",
                  "jakarta.servlet.request.key_size",
                  128)
              .get(name);
        }

        HttpSession getSession(boolean create) {
          return null;
        }

        Enumeration<String> getHeaderNames() {
          return Collections.enumeration(headers.keySet());
        }

        Enumeration<String> getHeaders(String name) {
          return Collections.enumeration(headers.getOrDefault(name, List.of()));
        }
      };

  private static final Object OPEN =
      new Object() {
        boolean isCommitted() {
          return false;
        }
      };

  private ServletEnviron environ() {
    HttpServletRequest request = Fake.of(HttpServletRequest.class, requestMethods, calls);
    HttpServletResponse response = Fake.of(HttpServletResponse.class, OPEN);
    Exchange exchange =
        Exchanges.of(
            request,
            response,
            new PlainContainer() {
              @Override
              public boolean joinsTrailers() {
                return joinsTrailers;
              }
            },
            Map.of("wsgi.run_once", false, "com.acme.greeting", "hi"),
            0);
    WatchedSink sink = new WatchedSink(new ServletResponseSink(exchange), () -> {}, null);
    return new ServletEnviron(new RequestPath("/ctx", "/a b"), exchange, sink);
  }

  @Test
  void nothingIsReadThatNobodyAsksFor() {
    ServletEnviron environ = environ();

    assertThat(environ).extractingByKey("REQUEST_METHOD").isEqualTo("GET");
    assertThat(environ.get("PATH_INFO")).isEqualTo("/a b");

    assertThat(calls).containsExactly("getMethod");
  }

  @Test
  void whatWasReadIsKept() {
    ServletEnviron environ = environ();

    Object first = environ.get("wsgi.input");

    assertThat(environ.get("wsgi.input")).isSameAs(first);
    assertThat(environ.get("gateway.request_id")).isSameAs(environ.get("gateway.request_id"));
  }

  @Test
  void whatHasNothingToSayIsAbsent() {
    for (String key :
        List.of(
            "CONTENT_TYPE",
            "CONTENT_LENGTH",
            "REMOTE_USER",
            "AUTH_TYPE",
            "HTTPS",
            "SSL_CIPHER",
            "PATH")) {
      assertThat(environ().get(key)).as(key).isNull();
      assertThat(environ().containsKey(key)).as(key).isFalse();
      assertThat(environ().keySet()).as(key).doesNotContain(key);
    }
    assertThat(environ().get("QUERY_STRING")).isEqualTo("");
  }

  @Test
  void headersAreJoinedAndGuarded() {
    headers.put("X-Foo", List.of("bar", "baz"));
    headers.put("X_Foo", List.of("spoof"));
    headers.put("Proxy", List.of("evil"));
    headers.put("Content_Length", List.of("5"));
    headers.put("Content-Type", List.of("text/plain"));
    headers.put("Cookie", List.of("a=1", "b=2"));
    headers.put("X-Empty", List.of(""));

    Map<String, Object> environ = environ();

    assertThat(environ.get("HTTP_X_FOO")).isEqualTo("bar, baz");
    assertThat(environ().get("HTTP_PROXY")).isNull();
    assertThat(new HashMap<>(environ))
        .containsEntry("HTTP_X_FOO", "bar, baz")
        .containsEntry("HTTP_COOKIE", "a=1; b=2")
        .containsEntry("HTTP_X_EMPTY", "")
        .doesNotContainKeys("HTTP_PROXY", "HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE");
  }

  @Test
  void trailersAreNoHeadersWhereTheContainerJoinsThem() {
    joinsTrailers = true;
    headers.put("X-Foo", List.of("header"));
    Map<String, Object> environ = environ();

    Object input = environ.get("wsgi.input");
    headers.put("X-Foo", List.of("header", "trailer"));
    headers.put("X-Bar", List.of("trailer"));

    assertThat(environ.get("wsgi.input")).isSameAs(input);
    assertThat(environ.get("HTTP_X_FOO")).isEqualTo("header");
    assertThat(environ).doesNotContainKey("HTTP_X_BAR").containsKey("REQUEST_URI");
  }

  @Test
  void whatIsRemovedStaysAwayWhereReadingTheInputReadsAll() {
    joinsTrailers = true;
    headers.put("X-Foo", List.of("header"));
    Map<String, Object> environ = environ();

    environ.remove("HTTP_X_FOO");

    assertThat(environ.keySet()).contains("REQUEST_URI").doesNotContain("HTTP_X_FOO");
  }

  @Test
  void putAndRemoveBehaveAsInAHashMap() {
    Map<String, Object> environ = environ();

    assertThat(environ.put("REQUEST_METHOD", "POST")).isEqualTo("GET");
    assertThat(environ.get("REQUEST_METHOD")).isEqualTo("POST");
    assertThat(environ.remove("SERVER_PORT")).isEqualTo("8080");
    assertThat(environ.remove("SERVER_PORT")).isNull();
    assertThat(environ.get("SERVER_PORT")).isNull();
    assertThat(environ.put("own", null)).isNull();
    assertThat(environ.containsKey("own")).isTrue();
    assertThat(environ.getOrDefault("SERVER_PORT", "none")).isEqualTo("none");
    assertThat(environ.putIfAbsent("SERVER_NAME", "x")).isEqualTo("example.org");

    HashMap<String, Object> all = new HashMap<>(environ);
    assertThat(all)
        .containsEntry("REQUEST_METHOD", "POST")
        .doesNotContainKey("SERVER_PORT")
        .containsKey("own");
    assertThat(environ).isEqualTo(all).hasSameSizeAs(all);
    assertThat(environ.hashCode()).isEqualTo(all.hashCode());
    environ.entrySet().removeIf(entry -> entry.getKey().startsWith("wsgi."));
    assertThat(environ.get("wsgi.input")).isNull();
    environ.clear();
    assertThat(environ).isEmpty();
    assertThat(environ.get("REQUEST_METHOD")).isNull();
  }

  @Test
  void iterationSeesEverything() {
    assertThat(environ().keySet())
        .contains(
            "REQUEST_METHOD",
            "SCRIPT_NAME",
            "PATH_INFO",
            "QUERY_STRING",
            "SERVER_NAME",
            "SERVER_PORT",
            "SERVER_PROTOCOL",
            "REMOTE_ADDR",
            "REMOTE_HOST",
            "REMOTE_PORT",
            "REQUEST_URI",
            "wsgi.url_scheme",
            "wsgi.input",
            "wsgi.errors",
            "wsgi.run_once",
            "gateway.request_id",
            "gateway.session",
            "gateway.change_session_id",
            "gateway.client_disconnected",
            "gateway.trailers",
            "gateway.servlet_request",
            "gateway.servlet_response",
            "com.acme.greeting");
  }

  @Test
  void afterTheEndOnlyWhatWasReadIsThere() {
    ServletEnviron environ = environ();
    environ.get("REQUEST_METHOD");
    environ.get("REMOTE_USER");
    Map<?, ?> session = (Map<?, ?>) environ.get("gateway.session");

    environ.end();

    assertThat(environ.get("REMOTE_USER")).isNull();
    assertThatThrownBy(() -> session.get("user")).isInstanceOf(ContractViolation.class);

    assertThat(environ.get("REQUEST_METHOD")).isEqualTo("GET");
    assertThatThrownBy(() -> environ.get("SERVER_NAME"))
        .isInstanceOfSatisfying(
            ContractViolation.class, e -> assertThat(e.rule()).isEqualTo(ContractRule.R16));
    assertThatThrownBy(environ::size).isInstanceOf(ContractViolation.class);
  }

  @Test
  void serverNameIsNeverEmptyAndIpv6HasBrackets() {
    serverName = "";
    assertThat(environ().get("SERVER_NAME")).isEqualTo("127.0.0.1");
    serverName = "::1";
    assertThat(environ().get("SERVER_NAME")).isEqualTo("[::1]");
    serverName = "[::1]";
    assertThat(environ().get("SERVER_NAME")).isEqualTo("[::1]");
  }

  @Test
  void remoteAddressHasNoBrackets() {
    remoteAddress = "[0:0:0:0:0:0:0:1]";

    assertThat(environ())
        .containsEntry("REMOTE_ADDR", "0:0:0:0:0:0:0:1")
        .containsEntry("REMOTE_HOST", "0:0:0:0:0:0:0:1");
  }

  @Test
  void contentLengthIsALongNumber() {
    contentLength = 3_000_000_000L;
    assertThat(environ().get("CONTENT_LENGTH")).isEqualTo("3000000000");
    contentLength = 0;
    assertThat(environ().get("CONTENT_LENGTH")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, 80",
    "example.org:, 80",
    "example.org:443, 443",
    "[::1], 80",
    "[::1]:81, 81"
  })
  void schemeIsTheConnectionsWhateverATargetClaims(String host, String port) {
    claimedScheme = "https";
    headers.put("Host", List.of(host));

    assertThat(environ())
        .containsEntry("wsgi.url_scheme", "http")
        .containsEntry("SERVER_PORT", port)
        .doesNotContainKey("HTTPS")
        .doesNotContainKey("SSL_CIPHER");
  }

  @Test
  void emptyPortOfAHostIsTheSchemes() {
    serverPort = 0; // Tomcat's

    assertThat(environ().get("SERVER_PORT")).isEqualTo("80");
    secure = true;
    assertThat(environ().get("SERVER_PORT")).isEqualTo("443");
  }

  @Test
  void tlsIsTold() {
    secure = true;

    assertThat(environ())
        .containsEntry("HTTPS", "on")
        .containsEntry("wsgi.url_scheme", "https")
        .containsEntry("SSL_CIPHER", "TLS_AES_128_GCM_SHA256")
        .containsEntry("SSL_CIPHER_USEKEYSIZE", "128")
        .doesNotContainKey("SSL_CLIENT_S_DN");
  }
}
