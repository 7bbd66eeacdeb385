package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 5, as a client reads and writes it. */
final class FrameReaderTest {

  @Test
  void framesOfTheSpecificationAreRead() {
    // RFC 6455 5.7: a text, a text in two pieces, a ping
    FrameReader reader = reader("810548656c6c6f", "010348656c", "80026c6f", "890548656c6c6f");

    assertThat(reader.next().orElseThrow().text()).isEqualTo("Hello");
    assertThat(reader.message().orElseThrow().text()).isEqualTo("Hello");
    assertThat(reader.message().orElseThrow().opcode()).isEqualTo(Frame.PING);
    assertThat(reader.message()).isEmpty();
  }

  @Test
  void maskedFrameIsWhatTheServerUnmasks() {
    byte[] bytes = Frame.text("Hello").bytes();

    assertThat(bytes).hasSize(2 + 4 + 5).startsWith(0x81, 0x85);
    byte[] text = Arrays.copyOfRange(bytes, 6, 11);
    for (int i = 0; i < text.length; i++) {
      text[i] ^= bytes[2 + i % 4];
    }
    assertThat(new String(text, ISO_8859_1)).isEqualTo("Hello");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void lengthsAreTheShortest(int length) {
    Frame frame = Frame.binary(new byte[length]);

    FrameReader reader = new FrameReader(new ByteArrayInputStream(frame.unmasked()));
    assertThat(reader.next().orElseThrow().payload()).hasSize(length);
  }

  @Test
  void controlFrameBetweenFragmentsIsSeenFirst() {
    FrameReader reader = reader("010161", "8a00", "800162");

    assertThat(reader.message().orElseThrow().opcode()).isEqualTo(Frame.PONG);
    assertThat(reader.message().orElseThrow().text()).isEqualTo("ab");
  }

  @Test
  void closeHasCodeAndReason() {
    Frame close = reader("8805" + "0fa1" + "627965").next().orElseThrow();

    assertThat(close.closeCode()).isEqualTo(4001);
    assertThat(close.text()).isEqualTo("bye");
    assertThat(reader("8800").next().orElseThrow().closeCode()).isEqualTo(1005);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "818012345678", // a mask
        "c100", // a reserved bit
        "8300", // a reserved opcode
        "8b00",
        "0900", // a ping in pieces
        "897e007e", // a long ping
        "800161", // a continuation of nothing
        "010161" + "810162", // a text within a message
        "817e000161", // not the shortest
        "817f000000000000000161",
        "8101ff", // no UTF-8
        "880100", // half a code
        "880203ed" // 1005
      })
  void whatAServerMayNotSendIsAViolation(String hex) {
    FrameReader reader = reader(hex, "00".repeat(200));

    assertThatThrownBy(
            () -> {
              reader.message();
              reader.message();
            })
        .isInstanceOf(WireViolation.class);
  }

  private static FrameReader reader(String... hex) {
    return new FrameReader(new ByteArrayInputStream(HexFormat.of().parseHex(String.join("", hex))));
  }
}
