package org.gatewaybridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.gatewaybridge.api.WebSocketMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules R43 and R44. */
class IncomingMessageTest {
  @Test
  void partsBecomeOneMessage() {
    IncomingMessage incoming = new IncomingMessage(100);

    assertThat(incoming.add("on", false)).isNull();
    assertThat(text(incoming.add("e", true))).isEqualTo("one");
    assertThat(text(incoming.add("", true))).isEmpty();
    assertThat(incoming.add(ByteBuffer.wrap(new byte[] {1, 2}), false)).isNull();
    assertThat(Objects.requireNonNull(incoming.add(ByteBuffer.wrap(new byte[] {3}), true)).bytes())
        .containsExactly(1, 2, 3);
  }

  private static String text(@org.jspecify.annotations.Nullable WebSocketMessage message) {
    return Objects.requireNonNull(message).text();
  }

  @Test
  void eachMessageHasTheWholeLimit() {
    IncomingMessage incoming = new IncomingMessage(3);

    assertThat(incoming.add("abc", true)).isNotNull();
    assertThat(incoming.add("abc", true)).isNotNull();
    assertThat(incoming.isTooBig()).isFalse();
  }

  @Test
  void nothingIsKeptBeyondTheLimit() {
    IncomingMessage incoming = new IncomingMessage(3);

    assertThat(incoming.add("ab", false)).isNull();
    assertThat(incoming.add("cd", false)).isNull();
    assertThat(incoming.isTooBig()).isTrue();
    assertThat(incoming.add("e", true)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "\u00fc", "\u20ac", "\ud83d\ude00", "a\u00fc\u20ac\ud83d\ude00z"})
  void lengthIsThatOfUtf8(String text) {
    assertThat(IncomingMessage.utf8Length(text))
        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }
}
