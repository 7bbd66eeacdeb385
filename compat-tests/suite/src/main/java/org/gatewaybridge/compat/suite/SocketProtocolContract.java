package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that a client may not send: the WebSocket ends, and the app hears of it. */
public interface SocketProtocolContract extends Contract {

  @Test
  @Case(id = "W31", title = "a frame without a mask ends it", source = "RFC 6455 5.1")
  default void frameWithoutAMaskEndsIt() {
    violates("W31", "", 1002, Frame.text("a").unmasked());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7})
  @Case(id = "W32", title = "a reserved bit ends it", source = "RFC 6455 5.2")
  default void reservedBitEndsIt(int bits) {
    violates("W32", "" + bits, 1002, Frame.text("a").withReserved(bits).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 11, 15})
  @Case(id = "W33", title = "a reserved opcode ends it", source = "RFC 6455 5.2")
  default void reservedOpcodeEndsIt(int opcode) {
    violates("W33", "" + opcode, 1002, Frame.of(opcode, new byte[1]).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a ping in pieces", "a ping of 126 bytes"})
  @Case(
      id = "W34",
      title = "a control frame in pieces or of more than 125 bytes ends it",
      source = "RFC 6455 5.5")
  default void brokenControlFrameEndsIt(String broken) {
    Frame ping = Frame.of(Frame.PING, new byte[broken.endsWith("bytes") ? 126 : 1]);

    violates("W34", broken, 1002, (broken.endsWith("bytes") ? ping : ping.unfinished()).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a continuation of nothing", "a text within a message"})
  @Case(id = "W35", title = "fragments out of order end it", source = "RFC 6455 5.4")
  default void fragmentsOutOfOrderEndIt(String order) {
    byte[] second = Frame.text("b").bytes();

    violates(
        "W35",
        order,
        1002,
        order.endsWith("nothing")
            ? Frame.of(Frame.CONTINUATION, new byte[1]).bytes()
            : Frame.join(Frame.text("a").unfinished().bytes(), second));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ff",
        "\u00c0\u0080",
        "\u00c3",
        "\u00e2\u0082",
        "\u00ed\u00a0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00f8\u0088\u0080\u0080\u0080",
        "ok \u0080 not"
      })
  @Case(id = "W36", title = "text that is no UTF-8 ends it", source = "RFC 6455 8.1")
  default void textThatIsNoUtf8EndsIt(String latin1) {
    byte[] bytes = latin1.getBytes(ISO_8859_1);

    violates("W36", latin1, 1007, Frame.of(Frame.TEXT, bytes).bytes());
    violates(
        "W36",
        latin1,
        1007,
        Frame.join(
            Frame.text("ok").unfinished().bytes(), Frame.of(Frame.CONTINUATION, bytes).bytes()));
  }

  @Test
  @Case(
      id = "W37",
      title = "a length of 2^63 ends it, and nothing waits for so many bytes",
      source = "RFC 6455 5.2")
  default void lengthWithItsTopBitEndsIt() {
    byte[] head = {(byte) 0x82, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4};
    RawRequest asking = gateway().asking(Script.accept().echo());
    try (RawWebSocket socket = gateway().open(asking)) {
      socket.connection().send(head);
      Optional<Frame> close = socket.awaitClose();

      close.ifPresent(frame -> assertThat(frame.closeCode()).isIn(1002, 1009));
      observe("W37", "", close.map(frame -> "" + frame.closeCode()).orElse("no close frame"));
    }
    assertThat(gateway().ledger(asking).await("over")).doesNotContain("closed 1000");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  @Case(
      id = "W38",
      title = "a length that is not the shortest is taken, or ends it",
      source = "RFC 6455 5.2")
  default void lengthThatIsNotTheShortest(int bytes) {
    try (RawWebSocket socket = gateway().open(gateway().asking(Script.accept().echo()))) {
      socket.connection().send(Frame.text("a").withLengthIn(bytes));
      Frame answer = socket.next();

      if (answer.opcode() == Frame.CLOSE) {
        assertThat(answer.closeCode()).isEqualTo(1002);
        observe("W38", "" + bytes, "refused");
      } else {
        assertThat(answer.text()).isEqualTo("a");
        observe("W38", "" + bytes, "taken");
      }
    }
  }

  /**
   * Sends something and sees the WebSocket end: by a close frame with that code, or, as RFC 6455
   * 7.1.7 allows, by the connection's end alone. The app must not take it for a good end.
   */
  private void violates(String id, String variant, int code, byte[] bytes) {
    RawRequest asking = gateway().asking(Script.accept().step("drain"));
    try (RawWebSocket socket = gateway().open(asking)) {
      socket.connection().send(bytes);
      Optional<Frame> close = socket.awaitClose();

      close.ifPresent(frame -> assertThat(frame.closeCode()).isEqualTo(code));
      observe(
          id,
          variant.replaceAll("[^ -~]", "?"),
          close.map(frame -> "close " + frame.closeCode()).orElse("no close frame"));
    }
    List<String> events = gateway().ledger(asking).await("over");
    assertThat(events).doesNotContain("closed 1000").noneMatch(e -> e.startsWith("drained"));
  }
}
