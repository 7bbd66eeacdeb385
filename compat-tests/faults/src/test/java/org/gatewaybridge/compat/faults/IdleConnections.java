package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.RawRequest;

/** Connections on which one request was answered, and none follows. */
final class IdleConnections implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

  IdleConnections() throws IOException {}

  /**
   * Opens so many more, one after another.
   *
   * @param request whose answer ends with that text
   */
  void open(Caller caller, int count, RawRequest request, String end) throws IOException {
    InetSocketAddress server = new InetSocketAddress(caller.host(), caller.port());
    for (int i = 0; i < count; i++) {
      open(SocketChannel.open(server), request, end);
    }
  }

  private void open(SocketChannel channel, RawRequest request, String end) throws IOException {
    try {
      channel.write(ByteBuffer.wrap(request.bytes()));
      readTo(channel.socket(), end);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void readTo(Socket socket, String end) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(end) < 0) {
      int next = in.read(buffer.array());
      if (next < 0) {
        throw new EOFException("A connection was closed without an answer");
      }
      answer.append(new String(buffer.array(), 0, next, ISO_8859_1));
    }
  }

  /** Returns how many the server has not closed. */
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
