package org.gatewaybridge.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** WebSockets of clients that say nothing, and only answer pings. One thread holds them all. */
final class IdleSockets implements AutoCloseable {
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(256);
  private long pings;

  private IdleSockets(Selector selector) {
    this.selector = selector;
  }

  /** Opens so many sockets, one after another. */
  static IdleSockets open(int port, String path, int count) throws IOException {
    IdleSockets sockets = new IdleSockets(Selector.open());
    for (int i = 0; i < count; i++) {
      SocketChannel channel = WebSocketHandshake.open(port, path);
      channel.configureBlocking(false);
      channel.register(sockets.selector, SelectionKey.OP_READ);
      if (i % 100 == 0) {
        sockets.answer(0); // those that are open already
      }
    }
    return sockets;
  }

  /** Answers pings for so many seconds; returns how many sockets are open then. */
  int hold(int seconds) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - end < 0) {
      answer(100);
    }
    return (int) selector.keys().stream().filter(SelectionKey::isValid).count();
  }

  /** Returns how many pings have been answered. */
  long pings() {
    return pings;
  }

  private void answer(int millis) throws IOException {
    if (millis > 0) {
      selector.select(this::read, millis);
    } else {
      selector.selectNow(this::read);
    }
  }

  private void read(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (channel.read(in.clear()) < 0) {
        channel.close();
        return;
      }
      in.flip();
      while (in.remaining() >= 2) {
        int kind = in.get() & 0xFF;
        byte[] payload = new byte[in.get()];
        in.get(payload);
        if (kind != PING) {
          channel.close();
          return;
        }
        channel.write(pong(payload));
        pings++;
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  private static ByteBuffer pong(byte[] payload) {
    ByteBuffer pong = ByteBuffer.allocate(6 + payload.length); // with a mask of zeros
    pong.put((byte) PONG).put((byte) (0x80 | payload.length)).putInt(0).put(payload);
    return pong.flip();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
