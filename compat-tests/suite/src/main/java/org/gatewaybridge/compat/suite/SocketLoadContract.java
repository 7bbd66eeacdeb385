package org.gatewaybridge.compat.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sides of a WebSocket that are slower than the other, many at once, and messages too long. */
public interface SocketLoadContract extends Contract {
  int SIZE = 64 * 1024;

  /** More than the buffers of both kernels and of any container. */
  int TOO_MANY = 1000;

  @Test
  @Case(
      id = "W51",
      title = "an app that does not receive stops its client, and loses nothing",
      source = "RFC 6455 5.4, TCP")
  default void appThatDoesNotReceiveStopsItsClient() throws Exception {
    RawRequest asking = gateway().asking(Script.accept().await("begin").step("drain"));
    AtomicInteger sent = new AtomicInteger();
    try (RawWebSocket socket = gateway().open(asking)) {
      Thread sender = new Thread(() -> sendAll(socket, sent), "sender");
      sender.start();
      int stopped = Settled.value(sent::get);
      observe("W51", "", "stopped after " + stopped + " messages of 64 KiB");
      assertThat(stopped).as("messages that nobody received").isLessThan(TOO_MANY);

      gateway().ledger(asking).note("begin");
      sender.join();
      socket.closeWith(1000, "");
    }
    assertThat(gateway().ledger(asking).await("over"))
        .contains("drained " + TOO_MANY + " " + SIZE, "closed 1000");
  }

  private static void sendAll(RawWebSocket socket, AtomicInteger sent) {
    byte[] frame = Frame.binary(new byte[SIZE]).bytes();
    for (int i = 0; i < TOO_MANY; i++) {
      socket.connection().send(frame);
      sent.incrementAndGet();
    }
  }

  @Test
  @Case(
      id = "W52",
      title = "a client that does not read stops its app, and loses nothing",
      source = "RFC 6455 5.4, TCP")
  default void clientThatDoesNotReadStopsItsApp() throws Exception {
    RawRequest asking = gateway().asking(Script.accept().step("flood", "" + TOO_MANY));
    try (RawWebSocket socket = gateway().open(asking)) {
      LedgerView ledger = gateway().ledger(asking);
      int stopped = Settled.value(() -> ledger.events().size());
      observe("W52", "", "stopped after about " + stopped + " messages of 64 KiB");
      assertThat(ledger.events()).doesNotContain("flooded " + TOO_MANY);

      for (int i = 0; i < TOO_MANY; i++) {
        assertThat(socket.next().payload()).hasSize(SIZE);
      }
      assertThat(socket.next().closeCode()).isEqualTo(1000);
    }
  }

  @Test
  @Case(id = "W53", title = "100 WebSockets at once are all served", source = "this project")
  default void hundredSocketsAreServed() {
    List<RawWebSocket> sockets = new ArrayList<>();
    try {
      for (int n = 0; n < 100; n++) {
        sockets.add(gateway().open(gateway().asking(Script.accept().echo())));
      }
      sockets.forEach(socket -> socket.send("to " + sockets.indexOf(socket)));
      for (RawWebSocket socket : sockets) {
        assertThat(socket.next().text()).isEqualTo("to " + sockets.indexOf(socket));
      }
      ResponseAssert.assertThat(gateway().play(Script.ok().list("plain"))).hasText("plain");
    } finally {
      sockets.forEach(RawWebSocket::close);
    }
  }

  @Test
  @Case(
      id = "W54",
      title = "a message of just the limit is taken (gateway.websocket.max-message)",
      source = "this project")
  default void messageOfTheLimitIsTaken() {
    try (RawWebSocket socket = gateway().open(gateway().asking(Script.accept().echo()))) {
      Frame half = Frame.binary(new byte[1 << 19]);
      socket.send(Frame.binary(new byte[1 << 20]));
      assertThat(socket.next().payload()).hasSize(1 << 20);
      socket.send(half.unfinished(), Frame.of(Frame.CONTINUATION, new byte[1 << 19]));
      assertThat(socket.next().payload()).hasSize(1 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "binary", "fragments"})
  @Case(
      id = "W55",
      title = "a message beyond the limit ends it with 1009",
      source = "RFC 6455 7.4.1")
  default void messageBeyondTheLimitEndsIt(String kind) {
    RawRequest asking = gateway().asking(Script.accept().step("drain"));
    byte[] tooLong = new byte[(1 << 20) + 1];
    try (RawWebSocket socket = gateway().open(asking)) {
      switch (kind) {
        case "text" -> socket.send(Frame.of(Frame.TEXT, tooLong));
        case "binary" -> socket.send(Frame.binary(tooLong));
        default -> {
          socket.send(Frame.binary(new byte[1 << 19]).unfinished());
          socket.send(Frame.of(Frame.CONTINUATION, new byte[(1 << 19) + 1]));
        }
      }
      assertThat(socket.awaitClose().orElseThrow().closeCode()).isEqualTo(1009);
    }
    assertThat(gateway().ledger(asking).await("over"))
        .anyMatch(event -> event.startsWith("closed 1009"))
        .noneMatch(event -> event.startsWith("drained"));
  }

  @Test
  @Case(id = "W56", title = "clients that vanish leave no app behind", source = "RFC 6455 7.1.7")
  default void clientsThatVanishLeaveNoApp() throws IOException {
    List<RawRequest> asked = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      RawRequest asking = gateway().asking(Script.accept().step("send", "a").echo());
      RawWebSocket socket = gateway().open(asking);
      asked.add(asking);
      socket.reset();
    }
    for (RawRequest asking : asked) {
      gateway().ledger(asking).await("over");
    }
  }
}
