package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.Frame;

/** Clients that keep their streams and WebSockets open; one thread reads for all of them. */
final class HeldClients implements AutoCloseable {
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private final List<HeldClient> clients = new CopyOnWriteArrayList<>();
  private final Map<HeldClient, SocketChannel> channels = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "held-clients");
  private volatile boolean over;

  HeldClients() throws IOException {
    thread.start();
  }

  /** Connects these clients and sends their requests, one after another. */
  void open(Caller caller, List<? extends HeldClient> more) throws IOException {
    InetSocketAddress server = new InetSocketAddress(caller.host(), caller.port());
    clients.addAll(more);
    for (HeldClient client : more) {
      SocketChannel channel = SocketChannel.open(server);
      channels.put(client, channel);
      channel.write(ByteBuffer.wrap(client.request().bytes()));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, client);
      selector.wakeup();
    }
  }

  private void run() {
    try {
      while (!over) {
        selector.select(this::read, 100);
      }
    } catch (IOException e) {
      clients.forEach(client -> client.ended("unread: " + e));
    }
  }

  private void read(SelectionKey key) {
    HeldClient client = (HeldClient) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (channel.read(buffer.clear()) < 0) {
        client.ended(client.endOf(false));
        channel.close();
      } else {
        client.take(buffer.flip(), channel);
      }
    } catch (IOException reset) {
      client.ended(client.endOf(true));
      key.cancel();
    }
  }

  /** Sends a text on each of these WebSockets. */
  void send(List<? extends HeldClient> to, String text) throws IOException {
    for (HeldClient client : to) {
      channel(client).write(ByteBuffer.wrap(Frame.text(text).bytes()));
    }
  }

  /** Sends a text again and again, as long as the connection takes it at once; at most so often. */
  void flood(HeldClient client, String text, int times) throws IOException {
    byte[] frame = Frame.text(text).bytes();
    boolean taken = true;
    for (int i = 0; i < times && taken; i++) {
      ByteBuffer next = ByteBuffer.wrap(frame);
      channel(client).write(next);
      taken = !next.hasRemaining();
    }
  }

  /** Goes away without a word: by RST, or by FIN. */
  void vanish(HeldClient client, boolean reset) throws IOException {
    SocketChannel channel = channel(client);
    client.ended("vanished");
    if (reset) {
      channel.socket().setSoLinger(true, 0);
    }
    channel.close();
  }

  private SocketChannel channel(HeldClient client) {
    SocketChannel channel = channels.get(client);
    if (channel == null) {
      throw new IllegalStateException("not opened");
    }
    return channel;
  }

  /** Waits until so many of the clients are as wanted; returns how many are. */
  static long await(
      List<? extends HeldClient> of, Duration atMost, Predicate<? super HeldClient> wanted)
      throws Exception {
    return Until.holds(atMost, () -> of.stream().filter(wanted).count(), n -> n == of.size());
  }

  /** Counts how these clients have ended. */
  static Map<String, Integer> ends(Stream<? extends HeldClient> of) {
    Map<String, Integer> ends = new TreeMap<>();
    of.forEach(client -> ends.merge(client.end(), 1, Integer::sum));
    return ends;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    over = true;
    selector.wakeup();
    thread.join();
    for (SocketChannel channel : channels.values()) {
      channel.close();
    }
    selector.close();
  }
}
