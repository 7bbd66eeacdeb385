package org.gatewaybridge.python.calls;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.python.slots.Slot;
import org.gatewaybridge.python.slots.SlotQueue;
import org.gatewaybridge.python.slots.Worker;

/**
 * The worker's end of a slot by TCP, in the hands of a test, and a gateway that has this slot
 * alone.
 */
final class FakeWorker implements AutoCloseable {
  private final ExecutorService helpers = Executors.newCachedThreadPool();
  private final ServerSocketChannel server;
  private final SlotQueue queue = new SlotQueue(10, Duration.ofSeconds(20));
  private final Worker worker = new Worker(Integer.MAX_VALUE, 1, 0);
  private final CallServices services;
  private SocketChannel channel;
  private Slot slot;

  /** A frame that has come, its two parts as text. */
  record Frame(char kind, String meta, String data) {}

  FakeWorker(Path folder) throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    services =
        new CallServices(
            queue,
            new Buffers(1 << 20, 1 << 20, folder),
            new SlowClients(helpers),
            helpers,
            FakeWorker::upgraded);
    channel = SocketChannel.open(server.getLocalAddress());
    slot = connected();
  }

  private static Iterable<byte[]> upgraded(
      PythonRequest request, Slot slot, List<Map.Entry<String, String>> headers) {
    slot.close();
    return List.of("upgraded".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Comes back with a new connection, as a worker's thread does. */
  void reconnect() throws IOException {
    channel.close();
    channel = SocketChannel.open(server.getLocalAddress());
    slot = connected();
  }

  private Slot connected() throws IOException {
    Slot made = new Slot(worker, 0, server.accept());
    worker.opened(0, made);
    queue.add(made);
    return made;
  }

  CallServices services() {
    return services;
  }

  SlotQueue queue() {
    return queue;
  }

  Slot slot() {
    return slot;
  }

  void send(int kind, byte[] meta, byte[] data) throws IOException {
    ByteBuffer frame =
        ByteBuffer.allocate(FrameWriter.HEAD + meta.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(kind << 24 | meta.length)
            .putInt(data.length)
            .put(meta)
            .put(data)
            .flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** The data of a frame FILE: a file of four bytes that the gateway finds by its path only. */
  static byte[] offer(Path file, boolean free) throws IOException {
    Map<String, Object> is = Files.readAttributes(file, "unix:dev,ino");
    String frame =
        String.format("0 %s %s 0 4 %d %s", is.get("dev"), is.get("ino"), free ? 1 : 0, file);
    return frame.getBytes(StandardCharsets.ISO_8859_1);
  }

  Frame receive() throws IOException {
    ByteBuffer head = exactly(FrameWriter.HEAD);
    int word = head.getInt();
    ByteBuffer meta = exactly(word & 0xffffff);
    return new Frame((char) (word >>> 24), text(meta), text(exactly(head.getInt(4))));
  }

  private ByteBuffer exactly(int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (read(bytes) < 0) {
        throw new EOFException("The gateway has hung up");
      }
    }
    return bytes.flip();
  }

  private int read(ByteBuffer bytes) throws IOException {
    try {
      return channel.read(bytes);
    } catch (SocketException e) { // how the gateway hangs up, by TCP
      return -1;
    }
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  /** Ends as a process does that has read all; what it sent before can be read. */
  void hangUp() throws IOException {
    channel.close();
  }

  /** Ends as a process does that has left bytes unread. */
  void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    queue.close();
    slot.close();
    channel.close();
    server.close();
    services.slowClients().close();
    helpers.shutdownNow();
  }
}
