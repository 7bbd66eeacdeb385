package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A WebSocket on a connection of its own, on which every byte is seen. Reads strictly by RFC 6455:
 * what a server may not send is a {@link WireViolation}. Pings of the server are not answered.
 */
public final class RawWebSocket implements AutoCloseable {
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final RawConnection connection;
  private final FrameReader reader;
  private final RawHead head;

  private RawWebSocket(RawConnection connection, RawHead head) {
    this.connection = connection;
    this.head = head;
    this.reader = connection.frames();
  }

  /** Adds to a request what asks for a WebSocket. RFC 6455 4.1. */
  public static RawRequest asking(RawRequest request) {
    return request
        .with("Upgrade", "websocket")
        .with("Connection", "Upgrade")
        .with("Sec-WebSocket-Key", KEY)
        .with("Sec-WebSocket-Version", "13");
  }

  /** Asks for a WebSocket and gets one, or fails. RFC 6455 4.1. */
  public static RawWebSocket open(RawConnection connection, RawRequest asking) {
    connection.send(asking);
    return upgraded(connection, asking);
  }

  /** Reads the answer to a handshake that has been sent. */
  public static RawWebSocket upgraded(RawConnection connection, RawRequest asking) {
    ResponseReader answer = connection.begin(asking);
    RawHead head = answer.head();
    if (head.code() != 101) {
      throw new AssertionError("no WebSocket: " + answer.rest());
    }
    String accept = accept(asking.first("Sec-WebSocket-Key").orElse(""));
    if (!tokens(head, "Upgrade").contains("websocket")
        || !tokens(head, "Connection").contains("upgrade")
        || !head.all("Sec-WebSocket-Accept").equals(List.of(accept))) {
      throw new WireViolation("is to accept the upgrade with " + accept + ": " + head);
    }
    return new RawWebSocket(connection, head);
  }

  private static List<String> tokens(RawHead head, String name) {
    return head.all(name).stream()
        .flatMap(value -> Arrays.stream(value.toLowerCase(Locale.ROOT).split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** Computes what answers a key. RFC 6455 4.2.2. */
  private static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the head of the answer that opened it. */
  public RawHead head() {
    return head;
  }

  public RawConnection connection() {
    return connection;
  }

  public RawWebSocket send(Frame... frames) {
    for (Frame frame : frames) {
      connection.send(frame.bytes());
    }
    return this;
  }

  public RawWebSocket send(String text) {
    return send(Frame.text(text));
  }

  /** Waits for the next frame; fails at the connection's end. */
  public Frame frame() {
    return reader.next().orElseThrow(() -> new WireViolation("the connection ended"));
  }

  /**
   * Waits for the next message, its frames joined, or control frame; fails at the connection's end.
   */
  public Frame next() {
    return tryNext().orElseThrow(() -> new WireViolation("the connection ended without a close"));
  }

  /** Waits likewise; empty at the connection's end. Leaves out pings, which idle servers send. */
  public Optional<Frame> tryNext() {
    Optional<Frame> next = reader.message();
    while (next.isPresent() && next.get().opcode() == Frame.PING) {
      next = reader.message();
    }
    return next;
  }

  /** Leaves out what is still on its way, up to the close frame; empty if there is none. */
  public Optional<Frame> awaitClose() {
    Optional<Frame> next = reader.message();
    while (next.isPresent() && next.get().opcode() != Frame.CLOSE) {
      next = reader.message();
    }
    return next;
  }

  /** Waits for the end of the connection, after a close. */
  public boolean ended() {
    return connection.ended();
  }

  /** Sends a close frame, waits for the answer and the end, and returns the answer. */
  public Frame closeWith(int code, String reason) {
    send(Frame.close(code, reason));
    Frame answer = awaitClose().orElseThrow(() -> new WireViolation("a close was not answered"));
    if (!ended()) {
      throw new WireViolation("bytes after the close");
    }
    return answer;
  }

  /** Goes away without a word: a reset. */
  public void reset() throws IOException {
    connection.reset();
  }

  @Override
  public void close() {
    connection.close();
  }
}
