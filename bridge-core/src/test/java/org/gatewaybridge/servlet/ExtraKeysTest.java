package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.ResponseTrailers;
import org.gatewaybridge.servlet.container.PlainContainer;
import org.gatewaybridge.timeouts.WatchedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an environ has trailers and early hints: rule R45. */
@SuppressWarnings({"unused", "UnusedMethod"}) // the fakes are called by name
class ExtraKeysTest {
  private final List<String> hints = new ArrayList<>();
  private boolean committed;

  private final PlainContainer hinting =
      new PlainContainer() {
        @Override
        public boolean takesHints(HttpServletResponse response) {
          return true;
        }

        @Override
        public void sendHint(
            HttpServletRequest request, HttpServletResponse response, String[] fields) {
          hints.add(Arrays.toString(fields));
        }
      };

  private Exchange exchange(String protocol, DispatcherType type, PlainContainer container) {
    Object request =
        new Object() {
          String getProtocol() {
            return protocol;
          }

          String getMethod() {
            return "GET";
          }

          DispatcherType getDispatcherType() {
            return type;
          }
        };
    Object response =
        new Object() {
          boolean isCommitted() {
            return committed;
          }
        };
    return Exchanges.of(
        Fake.of(HttpServletRequest.class, request),
        Fake.of(HttpServletResponse.class, response),
        container,
        Map.of(),
        0);
  }

  private static ServletEnviron environ(Exchange exchange) {
    WatchedSink sink = new WatchedSink(new ServletResponseSink(exchange), () -> {}, null);
    return new ServletEnviron(new RequestPath("", "/"), exchange, sink);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, REQUEST, false, false, true",
    "HTTP/2.0, FORWARD, false, false, true",
    "HTTP/1.0, REQUEST, false, false, false",
    "HTTP/1.1, ERROR, false, false, false",
    "HTTP/1.1, REQUEST, true, false, false",
    "HTTP/1.1, REQUEST, false, true, false"
  })
  void bothAreThereIfTheResponseCanHaveThem(
      String protocol, DispatcherType type, boolean included, boolean begun, boolean there) {
    committed = begun;
    Exchange exchange = exchange(protocol, type, hinting);
    if (included) {
      exchange.include();
    }
    ServletEnviron environ = environ(exchange);

    assertThat(environ.get(EnvironKeys.TRAILERS) instanceof ResponseTrailers).isEqualTo(there);
    assertThat(environ.get(EnvironKeys.EARLY_HINTS) instanceof EarlyHints).isEqualTo(there);
  }

  @Test
  void containerWithoutHintsHasTrailersOnly() {
    ServletEnviron environ =
        environ(exchange("HTTP/1.1", DispatcherType.REQUEST, new PlainContainer()));

    assertThat(environ.get(EnvironKeys.EARLY_HINTS)).isNull();
    assertThat(environ.get(EnvironKeys.TRAILERS)).isNotNull();
  }

  @Test
  void hintGoesToTheContainerUntilTheHeadIsSent() throws Exception {
    ServletEnviron environ = environ(exchange("HTTP/1.1", DispatcherType.REQUEST, hinting));
    EarlyHints given = (EarlyHints) Objects.requireNonNull(environ.get(EnvironKeys.EARLY_HINTS));
    given.send(Headers.of("Link", "</a>"));
    committed = true;

    assertThatIllegalStateException().isThrownBy(() -> given.send(Headers.of("Link", "</b>")));

    assertThat(hints).containsExactly("[Link, </a>]");
  }
}
