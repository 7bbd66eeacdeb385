package org.gatewaybridge.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * WebSockets that send a text, wait for it to come back, and send it again. One thread moves them
 * all, as wrk's does. What comes back is compared with what was sent.
 *
 * @param sockets how many are open at once
 * @param bytes the length of the text
 */
record SocketLoad(int sockets, int bytes) {
  private static final int SHORT = 125; // RFC 6455 5.2: a length that stands in the frame's head
  private static final int WAIT_MILLIS = 10_000;

  SocketLoad {
    if (bytes > SHORT) {
      throw new IllegalArgumentException(bytes + " bytes are more than " + SHORT);
    }
  }

  /** Opens the sockets, loads them for some seconds and leaves; times in microseconds. */
  Wrk.Facts run(int port, String path, int seconds) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < sockets; i++) {
        SocketChannel channel = WebSocketHandshake.open(port, path);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Echo(channel, bytes));
      }
      try {
        return load(selector, seconds);
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private Wrk.Facts load(Selector selector, int seconds) throws IOException {
    for (SelectionKey key : selector.keys()) {
      ((Echo) key.attachment()).send();
    }
    Times times = new Times();
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - end < 0) {
      int ready =
          selector.select(
              key -> {
                Echo echo = (Echo) key.attachment();
                try {
                  if (echo.hasCome()) {
                    times.add(echo.nanos());
                    echo.send();
                  }
                } catch (IOException e) {
                  throw new IllegalStateException("A WebSocket broke off: " + e.getMessage(), e);
                }
              },
              WAIT_MILLIS);
      if (ready == 0) {
        throw new IllegalStateException("No message came back in " + WAIT_MILLIS + " ms");
      }
    }
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    return new Wrk.Facts(
        times.count, micros, 0, times.micros(0.5), times.micros(0.99), (long) times.count * bytes);
  }

  /** One socket: a frame that goes out, and the one that comes back. */
  private static final class Echo {
    private final SocketChannel channel;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private final byte[] expected;
    private long sent;

    Echo(SocketChannel channel, int bytes) {
      this.channel = channel;
      out = ByteBuffer.allocateDirect(6 + bytes); // with a mask of zeros, that changes nothing
      out.put((byte) 0x81).put((byte) (0x80 | bytes)).putInt(0);
      expected = new byte[2 + bytes];
      expected[0] = (byte) 0x81;
      expected[1] = (byte) bytes;
      Arrays.fill(expected, 2, expected.length, (byte) 'x');
      out.put(expected, 2, bytes);
      in = ByteBuffer.allocateDirect(expected.length);
    }

    void send() throws IOException {
      sent = System.nanoTime();
      out.rewind();
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /** Reads what there is; returns whether the whole text is there. */
    boolean hasCome() throws IOException {
      if (channel.read(in) < 0) {
        throw new EOFException("it was closed");
      }
      if (in.hasRemaining()) {
        return false;
      }
      in.flip();
      if (!in.equals(ByteBuffer.wrap(expected))) {
        throw new IOException("another message came back than was sent");
      }
      in.clear();
      return true;
    }

    long nanos() {
      return System.nanoTime() - sent;
    }
  }

  /** How long the messages took, in steps of 10 microseconds up to a second. */
  private static final class Times {
    private static final int STEP_NANOS = 10_000;

    private final int[] counts = new int[100_000];
    private int count;

    void add(long nanos) {
      counts[(int) Math.min(nanos / STEP_NANOS, counts.length - 1)]++;
      count++;
    }

    double micros(double quantile) {
      long below = 0;
      for (int step = 0; step < counts.length; step++) {
        below += counts[step];
        if (below >= quantile * count) {
          return step * STEP_NANOS / 1e3;
        }
      }
      return 0;
    }
  }
}
