package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of an open WebSocket, whole or in pieces, and what may come between the pieces. */
public interface SocketMessageContract extends Contract {
  /** Characters of one to four bytes in UTF-8. */
  String OF_EACH_LENGTH = "a\u00e9\u20ac\ud83d\ude00 \u0000\uffff\udbff\udfff";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 8192, 65_535, 65_536, 65_537, 1_000_000})
  @Case(id = "W19", title = "text of any length goes there and back", source = "RFC 6455 5.2")
  default void textGoesThereAndBack(int length) {
    String text = "x".repeat(length);
    try (RawWebSocket socket = echo()) {
      Frame answer = socket.send(text).next();

      assertThat(answer.opcode()).isEqualTo(Frame.TEXT);
      assertThat(answer.text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 8192, 65_535, 65_536, 65_537, 1_000_000})
  @Case(id = "W20", title = "bytes of any number go there and back", source = "RFC 6455 5.2")
  default void bytesGoThereAndBack(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    try (RawWebSocket socket = echo()) {
      Frame answer = socket.send(Frame.binary(bytes)).next();

      assertThat(answer.opcode()).isEqualTo(Frame.BINARY);
      assertThat(answer.payload()).isEqualTo(bytes);
    }
  }

  @Test
  @Case(
      id = "W21",
      title = "text is UTF-8, whatever lies in it and wherever it is split",
      source = "RFC 6455 5.6, 8.1")
  default void textIsUtf8WhereverItIsSplit() {
    byte[] bytes = OF_EACH_LENGTH.getBytes(UTF_8);
    try (RawWebSocket socket = echo()) {
      assertThat(socket.send(OF_EACH_LENGTH).next().text()).isEqualTo(OF_EACH_LENGTH);
      for (int at = 1; at < bytes.length; at++) {
        Frame first = Frame.of(Frame.TEXT, Arrays.copyOf(bytes, at)).unfinished();
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        socket.send(first, Frame.of(Frame.CONTINUATION, rest));
        assertThat(socket.next().text()).as("split at " + at).isEqualTo(OF_EACH_LENGTH);
      }
    }
  }

  @Test
  @Case(
      id = "W22",
      title = "fragments are joined, of any number, some of them empty",
      source = "RFC 6455 5.4")
  default void fragmentsAreJoined() {
    try (RawWebSocket socket = echo()) {
      for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
        for (List<String> pieces :
            List.of(
                List.of("", "", ""),
                List.of("", "a"),
                List.of("a", ""),
                List.of("a", "", "b", "c"),
                IntStream.range(0, 300).mapToObj(n -> "" + n % 10).toList())) {
          fragments(opcode, pieces).forEach(socket::send);
          Frame answer = socket.next();

          assertThat(answer.opcode()).isEqualTo(opcode);
          assertThat(answer.text()).isEqualTo(String.join("", pieces));
        }
      }
    }
  }

  @Test
  @Case(
      id = "W23",
      title = "a ping between fragments is answered before the message is whole",
      source = "RFC 6455 5.4")
  default void pingBetweenFragmentsIsAnswered() {
    try (RawWebSocket socket = echo()) {
      socket.send(Frame.text("a").unfinished(), Frame.of(Frame.PING, "1".getBytes(UTF_8)));
      Frame pong = socket.next();
      assertThat(pong.opcode()).isEqualTo(Frame.PONG);
      assertThat(pong.text()).isEqualTo("1");

      socket.send(Frame.of(Frame.PONG, new byte[0]));
      socket.send(Frame.of(Frame.CONTINUATION, "b".getBytes(UTF_8)));
      assertThat(socket.next().text()).isEqualTo("ab");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125})
  @Case(
      id = "W24",
      title = "a ping is answered by a pong with the same bytes",
      source = "RFC 6455 5.5.2, 5.5.3")
  default void pingIsAnsweredByAPong(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    try (RawWebSocket socket = echo()) {
      Frame pong = socket.send(Frame.of(Frame.PING, bytes)).next();

      assertThat(pong.opcode()).isEqualTo(Frame.PONG);
      assertThat(pong.payload()).isEqualTo(bytes);
    }
  }

  @Test
  @Case(
      id = "W25",
      title = "a pong that nobody asked for is neither answered nor the app's",
      source = "RFC 6455 5.5.3")
  default void unaskedPongIsIgnored() {
    try (RawWebSocket socket = echo()) {
      socket.send(Frame.of(Frame.PONG, "x".getBytes(UTF_8))).send("after");

      assertThat(socket.next().text()).isEqualTo("after");
    }
  }

  @Test
  @Case(id = "W26", title = "a frame may come byte by byte", source = "RFC 6455 5.2")
  default void frameMayComeByteByByte() throws InterruptedException {
    try (RawWebSocket socket = echo()) {
      for (byte octet : Frame.text("h\u00e9llo").bytes()) {
        socket.connection().send(new byte[] {octet});
        Thread.sleep(2);
      }
      assertThat(socket.next().text()).isEqualTo("h\u00e9llo");
    }
  }

  @Test
  @Case(id = "W27", title = "frames in one packet are as many messages", source = "RFC 6455 5.2")
  default void framesInOnePacketAreAsManyMessages() {
    byte[][] frames =
        IntStream.range(0, 50).mapToObj(n -> Frame.text("m" + n).bytes()).toArray(byte[][]::new);
    try (RawWebSocket socket = echo()) {
      socket.connection().send(Frame.join(frames));

      for (int n = 0; n < 50; n++) {
        assertThat(socket.next().text()).isEqualTo("m" + n);
      }
    }
  }

  @Test
  @Case(
      id = "W28",
      title = "1,000 messages each way come in order, without a wait for answers",
      source = "RFC 6455 5.4")
  default void thousandMessagesEachWayComeInOrder() throws Exception {
    Script script =
        Script.accept().step("send-many", "1000").step("receive-many", "1000").step("echo");
    RawRequest asking = gateway().asking(script);
    try (RawWebSocket socket = gateway().open(asking)) {
      Thread sender =
          new Thread(() -> IntStream.range(0, 1000).forEach(n -> socket.send("" + n)), "sender");
      sender.start();
      for (int n = 0; n < 1000; n++) {
        assertThat(socket.next().text()).isEqualTo("" + n);
      }
      sender.join();
      gateway().ledger(asking).await("in order");
      assertThat(socket.send("last").next().text()).isEqualTo("last");
    }
  }

  @Test
  @Case(
      id = "W29",
      title = "an app may speak first, and to a client that says nothing",
      source = "RFC 6455 1.2")
  default void appMaySpeakFirst() {
    Script script =
        Script.accept().step("send", "one").step("send-bytes", "two").step("send", "").echo();
    try (RawWebSocket socket = gateway().open(gateway().asking(script))) {
      assertThat(socket.next().text()).isEqualTo("one");
      Frame two = socket.next();
      assertThat(two.opcode()).isEqualTo(Frame.BINARY);
      assertThat(two.payload()).isEqualTo("two".getBytes(UTF_8));
      assertThat(socket.next().payload()).isEmpty();
    }
  }

  @Test
  @Case(
      id = "W30",
      title = "threads that send at once send whole messages, each thread's in order",
      source = "RFC 6455 5.4")
  default void threadsThatSendAtOnceSendWholeMessages() {
    Script script = Script.accept().step("send-at-once", "4", "100").echo();
    List<String> came = new ArrayList<>();
    try (RawWebSocket socket = gateway().open(gateway().asking(script))) {
      for (int n = 0; n < 400; n++) {
        came.add(socket.next().text());
      }
    }

    for (int thread = 0; thread < 4; thread++) {
      String prefix = thread + ":";
      assertThat(came.stream().filter(text -> text.startsWith(prefix)).collect(Collectors.toList()))
          .isEqualTo(IntStream.range(0, 100).mapToObj(n -> prefix + n).toList());
    }
  }

  private RawWebSocket echo() {
    return gateway().open(gateway().asking(Script.accept().echo()));
  }

  /** Makes the frames of one message. */
  private static List<Frame> fragments(int opcode, List<String> pieces) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      byte[] piece = pieces.get(i).getBytes(UTF_8);
      Frame frame = Frame.of(i == 0 ? opcode : Frame.CONTINUATION, piece);
      frames.add(i < pieces.size() - 1 ? frame.unfinished() : frame);
    }
    return frames;
  }
}
