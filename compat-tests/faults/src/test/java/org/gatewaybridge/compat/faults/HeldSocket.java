package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.wire.Frame;
import org.gatewaybridge.compat.wire.RawRequest;

/** A client of a WebSocket: answers pings and a close, and counts messages; all are short. */
final class HeldSocket extends HeldClient {
  private static final Pattern WORKER = Pattern.compile("pid (\\d+)");

  private final boolean answersPings;
  private final AtomicInteger pings = new AtomicInteger();
  private ByteBuffer kept = ByteBuffer.allocate(0);

  HeldSocket(RawRequest asking, boolean answersPings) {
    super(asking);
    this.answersPings = answersPings;
  }

  @Override
  void takeBody(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    kept = ByteBuffer.allocate(kept.remaining() + bytes.remaining()).put(kept).put(bytes).flip();
    while (kept.remaining() >= 2 && kept.remaining() >= 2 + kept.get(kept.position() + 1)) {
      int kind = kept.get() & 0x0f;
      byte[] payload = new byte[kept.get()]; // a long one would be negative, and fail
      kept.get(payload);
      take(new Frame(true, 0, kind, payload), channel);
    }
  }

  private void take(Frame frame, WritableByteChannel channel) throws IOException {
    switch (frame.opcode()) {
      case Frame.PING -> {
        pings.incrementAndGet();
        if (answersPings) {
          channel.write(ByteBuffer.wrap(Frame.of(Frame.PONG, frame.payload()).bytes()));
        }
      }
      case Frame.CLOSE -> {
        ended(String.valueOf(frame.closeCode()));
        channel.write(ByteBuffer.wrap(Frame.close(frame.closeCode(), "").bytes()));
      }
      default -> {
        Matcher named = WORKER.matcher(frame.text());
        event(named.matches() ? Long.parseLong(named.group(1)) : worker());
      }
    }
  }

  boolean answersPings() {
    return answersPings;
  }

  /** Returns how many pings have come. */
  int pings() {
    return pings.get();
  }

  @Override
  String endOf(boolean reset) {
    return unanswered().orElse("1006");
  }
}
