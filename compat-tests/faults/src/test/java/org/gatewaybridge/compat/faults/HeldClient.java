package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.compat.wire.RawRequest;

/** A client that keeps its connection, and notes what comes. The thread of its group reads. */
abstract class HeldClient {
  private static final int HEAD_BYTES = 8192;

  /** What a client that was not answered has instead of an end. */
  static final String OPEN = "open";

  private final StringBuilder head = new StringBuilder();
  private final RawRequest request;
  private volatile int code;
  private volatile long worker;
  private final AtomicInteger events = new AtomicInteger();
  private volatile String end = OPEN;
  private volatile long endedAt;

  HeldClient(RawRequest request) {
    this.request = request;
  }

  RawRequest request() {
    return request;
  }

  /** Takes what has come, and may answer it. */
  final void take(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    while (code == 0 && bytes.hasRemaining()) {
      readHead((char) (bytes.get() & 0xff));
    }
    if (bytes.hasRemaining()) {
      takeBody(bytes, channel);
    }
  }

  private void readHead(char next) throws IOException {
    head.append(next);
    if (next == '\n' && head.indexOf("\r\n\r\n") >= 0) {
      code = Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    } else if (head.length() > HEAD_BYTES) {
      throw new IOException("A head without an end");
    }
  }

  abstract void takeBody(ByteBuffer bytes, WritableByteChannel channel) throws IOException;

  /** Names the end of a connection on which nothing more is to come. */
  abstract String endOf(boolean reset);

  /** Notes an event that names its worker. */
  final void event(long pid) {
    worker = pid;
    events.incrementAndGet();
  }

  /** Notes how it ended, once. */
  final void ended(String how) {
    if (end.equals(OPEN)) {
      endedAt = System.nanoTime();
      end = how;
    }
  }

  int code() {
    return code;
  }

  int events() {
    return events.get();
  }

  /** Returns the process that serves it; 0 before the first event. */
  long worker() {
    return worker;
  }

  boolean isOpen() {
    return end.equals(OPEN);
  }

  String end() {
    return end;
  }

  /** Returns when it ended, in {@link System#nanoTime}. */
  long endedAt() {
    return endedAt;
  }

  static String latin(ByteBuffer bytes) {
    byte[] some = new byte[bytes.remaining()];
    bytes.get(some);
    return new String(some, ISO_8859_1);
  }

  Optional<String> unanswered() {
    return code == 0 || code == 101 || code == 200
        ? Optional.empty()
        : Optional.of(String.valueOf(code));
  }
}
