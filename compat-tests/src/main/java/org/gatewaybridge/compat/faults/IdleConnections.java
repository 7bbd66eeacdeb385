package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.RawRequest;

/** Connections on which one request was answered, and none follows. */
final class IdleConnections implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

  private IdleConnections() throws IOException {}

  /**
   * Opens so many, one after another.
   *
   * @param request whose answer ends with that text
   */
  static IdleConnections open(Caller caller, int count, RawRequest request, String end)
      throws IOException {
    IdleConnections opened = new IdleConnections();
    InetSocketAddress server = new InetSocketAddress(caller.host(), caller.port());
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(server);
      channel.write(ByteBuffer.wrap(request.bytes()));
      opened.readTo(channel, end);
      channel.configureBlocking(false);
      channel.register(opened.selector, SelectionKey.OP_READ);
    }
    return opened;
  }

  private void readTo(SocketChannel channel, String end) throws IOException {
    buffer.clear();
    while (!new String(buffer.array(), 0, buffer.position(), ISO_8859_1).endsWith(end)) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("A connection was closed without an answer");
      }
    }
  }

  /** Says how many the server has not closed. */
  int open() throws IOException {
    closeEnded(0);
    return selector.keys().size();
  }

  /** Waits until the server has closed all, and says how many it has not in time. */
  int awaitClosed(Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (!selector.keys().isEmpty() && System.nanoTime() < end) {
      closeEnded(100);
    }
    return selector.keys().size();
  }

  private void closeEnded(int millis) throws IOException {
    if (millis == 0) {
      selector.selectNow(this::read);
    } else {
      selector.select(this::read, millis);
    }
    selector.selectNow(); // what was closed is a key until then
  }

  private void read(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        channel.close();
      }
    } catch (IOException reset) {
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
