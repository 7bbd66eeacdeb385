package org.gatewaybridge.compat.faults;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatewaybridge.compat.wire.RawRequest;

/** A client of a stream: each event names the worker's process, and when it was due. */
final class HeldStream extends HeldClient {
  private static final Pattern EVENT = Pattern.compile("data: (\\d+) (\\d+)\n\n");
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final int KEPT = 80;

  private final Lateness lateness;
  private String tail = "";

  HeldStream(RawRequest request, Lateness lateness) {
    super(request);
    this.lateness = lateness;
  }

  @Override
  void takeBody(ByteBuffer bytes, WritableByteChannel channel) {
    tail += latin(bytes);
    Matcher event = EVENT.matcher(tail);
    int after = 0;
    while (event.find()) {
      event(Long.parseLong(event.group(1)));
      lateness.add(System.nanoTime() - Long.parseLong(event.group(2)));
      after = event.end();
    }
    tail = tail.substring(Math.max(after, tail.length() - KEPT));
    if (tail.endsWith(LAST_CHUNK)) {
      ended("whole"); // the connection stays open
    }
  }

  @Override
  String endOf(boolean reset) {
    return unanswered().orElse("cut");
  }
}
