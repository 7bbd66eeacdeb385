package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a WebSocket ends, by either side, and what both sides know of it. */
public interface SocketCloseContract extends Contract {

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4000, 4999})
  @Case(
      id = "W39",
      title = "the app sees the client's code and reason, and the close is answered",
      source = "RFC 6455 5.5.1, 7.4")
  default void appSeesCodeAndReason(int code) {
    RawRequest asking = gateway().asking(Script.accept().echo());
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.closeWith(code, "s\u00e9 y").closeCode()).isEqualTo(code);
    }
    assertThat(gateway().ledger(asking).await("over"))
        .contains("closed " + code + " s\\u00e9 y", "echo");
  }

  @Test
  @Case(id = "W40", title = "a close without a code is 1005 for the app", source = "RFC 6455 7.1.5")
  default void closeWithoutACode() {
    RawRequest asking = gateway().asking(Script.accept().echo());
    try (RawWebSocket socket = gateway().open(asking)) {
      socket.send(Frame.of(Frame.CLOSE, new byte[0]));
      Optional<Frame> answer = socket.awaitClose();

      observe("W40", "", answer.map(Frame::toString).orElse("no answer"));
      assertThat(answer.map(Frame::closeCode).orElseThrow()).isIn(1000, 1005);
      assertThat(socket.ended()).isTrue();
    }
    assertThat(gateway().ledger(asking).await("over")).contains("closed 1005");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
  @Case(id = "W41", title = "a code that no client may send", source = "RFC 6455 7.4")
  default void codeThatNoClientMaySend(int code) {
    endsBadly("W41", "" + code, Frame.close(code, ""), 1002);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half a code", "a reason that is no UTF-8"})
  @Case(id = "W42", title = "a close frame that is none", source = "RFC 6455 5.5.1")
  default void closeFrameThatIsNone(String broken) {
    byte[] payload = broken.startsWith("half") ? new byte[1] : new byte[] {3, (byte) 0xe8, -1};

    endsBadly("W42", broken, Frame.of(Frame.CLOSE, payload), 1002, 1007);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1003, 1008, 1011, 1012, 1013, 3000, 4001, 4999})
  @Case(
      id = "W43",
      title = "the client sees the app's code and reason",
      source = "RFC 6455 7.4, IANA")
  default void clientSeesCodeAndReason(int code) {
    RawRequest asking =
        gateway().asking(Script.accept().step("close", "" + code, "s\u00e9 y").step("receive"));
    try (RawWebSocket socket = gateway().open(asking)) {
      Frame close = socket.next();
      assertThat(close.closeCode()).isEqualTo(code);
      assertThat(close.text()).isEqualTo("s\u00e9 y");

      socket.send(Frame.close(code, ""));
      assertThat(socket.ended()).isTrue();
    }
    assertThat(gateway().ledger(asking).await("over")).contains("close", "receive");
  }

  @Test
  @Case(id = "W44", title = "a reason may have 123 bytes", source = "RFC 6455 5.5")
  default void reasonMayHave123Bytes() {
    String reason = "r".repeat(123);
    RawRequest asking = gateway().asking(Script.accept().step("close", "4000", reason));
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.next().text()).isEqualTo(reason);
    }
    RawRequest echoing = gateway().asking(Script.accept().echo());
    try (RawWebSocket socket = gateway().open(echoing)) {
      socket.closeWith(4000, reason);
    }
    gateway().ledger(echoing).await("closed 4000 " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "999", "1004", "1005", "1006", "1015", "2000", "5000", "1000 and 124 bytes"})
  @Case(
      id = "W45",
      title = "a code or a reason that the app may not send is a failure of the app",
      source = "RFC 6455 7.4")
  default void codeThatTheAppMayNotSend(String wrong) {
    String code = wrong.split(" ", 2)[0];
    String reason = wrong.contains(" ") ? "r".repeat(124) : "";
    RawRequest asking = gateway().asking(Script.accept().step("close", code, reason));
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.next().closeCode()).isEqualTo(1011);
    }
    assertThat(gateway().ledger(asking).await("over")).contains("close threw ContractViolation");
  }

  @Test
  @Case(
      id = "W46",
      title = "an app that returns closes with 1000, after all that it has sent",
      source = "RFC 6455 7.4.1")
  default void appThatReturnsCloses() {
    RawRequest asking = gateway().asking(Script.accept().step("send-many", "100"));
    try (RawWebSocket socket = gateway().open(asking)) {
      for (int n = 0; n < 100; n++) {
        assertThat(socket.next().text()).isEqualTo("" + n);
      }
      assertThat(socket.next().closeCode()).isEqualTo(1000);
      socket.send(Frame.close(1000, ""));
      assertThat(socket.ended()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RuntimeException", "IOException", "AssertionError"})
  @Case(
      id = "W47",
      title = "an app that fails closes with 1011, and the client learns no more",
      source = "RFC 6455 7.4.1")
  default void appThatFailsCloses(String failure) {
    RawRequest asking = gateway().asking(Script.accept().step("receive").fails(failure));
    try (RawWebSocket socket = gateway().open(asking)) {
      Frame close = socket.send("a").next();

      assertThat(close.closeCode()).isEqualTo(1011);
      assertThat(close.text()).doesNotContain("SECRET");
    }
    gateway().ledger(asking).await("over");
  }

  @Test
  @Case(
      id = "W48",
      title = "what comes after a close is not the app's, and it can send no more",
      source = "RFC 6455 5.5.1")
  default void nothingAfterAClose() {
    Script script =
        Script.accept()
            .step("receive")
            .step("receive")
            .trying("send", "late")
            .trying("close", "4000", "again");
    RawRequest asking = gateway().asking(script);
    try (RawWebSocket socket = gateway().open(asking)) {
      socket
          .connection()
          .send(
              Frame.join(
                  Frame.text("a").bytes(), Frame.close(1000, "").bytes(), Frame.text("b").bytes()));
      assertThat(socket.awaitClose()).isPresent();
    }
    assertThat(gateway().ledger(asking).await("over"))
        .contains("text a", "closed 1000", "send threw IOException")
        .doesNotContain("text b", "close threw IOException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "end", "within a frame", "within a message"})
  @Case(
      id = "W49",
      title = "a connection that is lost is 1006 for the app, at once",
      source = "RFC 6455 7.1.5")
  default void lostConnection(String how) throws IOException {
    RawRequest asking = gateway().asking(Script.accept().step("send", "a").echo());
    try (RawWebSocket socket = gateway().open(asking)) {
      assertThat(socket.next().text()).isEqualTo("a");
      gateway().ledger(asking).await("send"); // else the app may still be in it
      switch (how) {
        case "reset" -> socket.reset();
        case "within a frame" -> socket.connection().send("\u0082\u00fe");
        case "within a message" -> socket.send(Frame.text("b").unfinished());
        default -> {}
      }
    }
    assertThat(gateway().ledger(asking).await("over")).contains("closed 1006");
  }

  @Test
  @Case(
      id = "W50",
      title = "an app that sends to a client that is gone gets an IOException",
      source = "this project")
  default void sendingToOneWhoIsGone() throws IOException {
    Script script = Script.accept().step("receive").step("flood", "1000");
    RawRequest asking = gateway().asking(script);
    try (RawWebSocket socket = gateway().open(asking)) {
      socket.send("go").next();
      socket.reset();
    }
    assertThat(gateway().ledger(asking).await("over")).contains("flood threw IOException");
  }

  /** Sends a close frame that is none: the container decides how it ends, but it ends. */
  private void endsBadly(String id, String variant, Frame close, Integer... codes) {
    RawRequest asking = gateway().asking(Script.accept().echo());
    try (RawWebSocket socket = gateway().open(asking)) {
      Optional<Frame> answer = socket.send(close).awaitClose();

      answer.ifPresent(frame -> assertThat(frame.closeCode()).isIn((Object[]) codes));
      observe(id, variant, answer.map(frame -> "" + frame.closeCode()).orElse("no close frame"));
    }
    assertThat(gateway().ledger(asking).await("over")).doesNotContain("closed 1000");
  }
}
