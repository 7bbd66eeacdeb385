package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many clients of {@code StreamingApp} on one thread, each with a connection of its own. Server and
 * clients read the same clock: Linux gives all processes one for {@link System#nanoTime}.
 */
final class StreamClients {
  private static final int STARTED_EACH_MILLI = 2;
  private static final int MOST_LATE_MILLIS = 100_000;

  private final byte[] request;
  private final InetSocketAddress server;
  private final int clients;
  private final int events;
  private final List<Client> all = new ArrayList<>();
  private final long[] late = new long[MOST_LATE_MILLIS];
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

  /**
   * What the clients met.
   *
   * @param served how many got all events
   * @param begun how many got any
   * @param p99LateMillis how late 99 of 100 events were at most, from when they were due
   */
  record Met(int served, int begun, long events, double p50LateMillis, double p99LateMillis) {}

  private static final class Client {
    int got;
    boolean inside;
    long due;
  }

  StreamClients(int port, String path, int clients, int events) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    this.clients = clients;
    this.events = events;
  }

  /** Connects them one after another, two in a millisecond, and reads for so many seconds. */
  Met run(int seconds) throws IOException {
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    try (Selector selector = Selector.open()) {
      while (System.nanoTime() < end && !(all.size() == clients && done() == clients)) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        while (all.size() < Math.min(clients, millis * STARTED_EACH_MILLI)) {
          connect(selector);
        }
        selector.select(this::act, 1);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    return new Met(
        done(),
        (int) all.stream().filter(client -> client.got > 0).count(),
        Arrays.stream(late).sum(),
        percentile(0.50),
        percentile(0.99));
  }

  private int done() {
    return (int) all.stream().filter(client -> client.got == events).count();
  }

  private void connect(Selector selector) throws IOException {
    Client client = new Client();
    all.add(client);
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    boolean connected = channel.connect(server);
    channel.register(selector, SelectionKey.OP_CONNECT, client);
    if (connected) {
      send(channel.keyFor(selector));
    }
  }

  private void act(SelectionKey key) {
    try {
      if (key.isConnectable()) {
        ((SocketChannel) key.channel()).finishConnect();
        send(key);
      } else if (key.isReadable()) {
        read(key);
      }
    } catch (IOException broken) {
      close(key);
    }
  }

  private void send(SelectionKey key) throws IOException {
    ((SocketChannel) key.channel()).write(ByteBuffer.wrap(request)); // fits an empty socket
    key.interestOps(SelectionKey.OP_READ);
  }

  private void read(SelectionKey key) throws IOException {
    buffer.clear();
    if (((SocketChannel) key.channel()).read(buffer) < 0) {
      close(key);
      return;
    }
    long now = System.nanoTime();
    Client client = (Client) key.attachment();
    buffer.flip();
    while (buffer.hasRemaining()) {
      byte b = buffer.get();
      if (b == '@') {
        client.inside = true;
        client.due = 0;
      } else if (client.inside && b == '\n') {
        client.inside = false;
        client.got++;
        long millis = TimeUnit.NANOSECONDS.toMillis(now - client.due);
        late[(int) Math.max(0, Math.min(MOST_LATE_MILLIS - 1L, millis))]++;
      } else if (client.inside) {
        client.due = client.due * 10 + (b - '0');
      }
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      key.cancel();
    }
  }

  private double percentile(double part) {
    long wanted = (long) Math.ceil(Arrays.stream(late).sum() * part);
    long seen = 0;
    for (int millis = 0; millis < late.length; millis++) {
      seen += late[millis];
      if (seen >= wanted) {
        return millis;
      }
    }
    return MOST_LATE_MILLIS;
  }
}
