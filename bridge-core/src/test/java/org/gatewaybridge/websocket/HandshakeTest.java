package org.gatewaybridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule R38. */
class HandshakeTest {
  private final Map<String, List<String>> headers =
      new HashMap<>(
          Map.of(
              "Connection", List.of("keep-alive", "x, Upgrade"),
              "Sec-WebSocket-Version", List.of("13"),
              "Sec-WebSocket-Key", List.of("AAAAAAAAAAAAAAAAAAAAAA==")));

  private Handshake read() {
    return Handshake.of(name -> headers.getOrDefault(name, List.of()), false);
  }

  @Test
  void subprotocolsKeepTheirOrder() {
    headers.put("Sec-WebSocket-Protocol", List.of("chat, ,v2", "v1"));

    assertThat(read().subprotocols()).containsExactly("chat", "v2", "v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket"})
  void upgradeAsksForIt(String upgrade) {
    assertThat(Handshake.isAskedBy(upgrade)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "websockets", "", "web socket"})
  void anyOtherUpgradeDoesNot(String upgrade) {
    assertThat(Handshake.isAskedBy(upgrade)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Connection, close, 400",
    "Connection, '', 400",
    "Sec-WebSocket-Version, 8, 426",
    "Sec-WebSocket-Version, '', 426",
    "Sec-WebSocket-Key, AAAA, 400",
    "Sec-WebSocket-Key, '', 400",
    "Sec-WebSocket-Key, AAAAAAAAAAAAAAAAAAAAAAAA, 400",
    "Sec-WebSocket-Key, AAAAAAAAAAAAAAAAAAAAAA*=, 400",
    "Sec-WebSocket-Protocol, ',', 400",
    "Sec-WebSocket-Protocol, 'a, a', 400",
  })
  void badHandshakesAreRefused(String name, String value, int status) {
    headers.put(name, List.of(value));

    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            HandshakeRefused.class,
            refused ->
                assertThat(refused.answer().text())
                    .isEqualTo(status == 426 ? "Upgrade Required" : "Bad Request"));
  }

  @Test
  void twoKeysAreRefused() {
    headers.put(
        "Sec-WebSocket-Key", List.of("AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAA=="));

    assertThatThrownBy(this::read).isInstanceOf(HandshakeRefused.class);
  }
}
