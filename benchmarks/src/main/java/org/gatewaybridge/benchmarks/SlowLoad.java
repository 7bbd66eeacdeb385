package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that hold a server up as long as they can: some send a body at 1 byte a second, the
 * others read an answer at 1 KiB a second. One thread moves them all, until it is closed.
 */
final class SlowLoad implements AutoCloseable {
  private static final int READ_BYTES = 1024;
  private static final int WINDOW_BYTES = 4096;
  private static final int MOST_SECONDS = 300; // below what the server waits for an idle one

  private final List<Socket> senders = new ArrayList<>();
  private final List<Socket> readers = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread mover = new Thread(this::move, "slow-clients");
  private final AtomicInteger lost = new AtomicInteger();

  private SlowLoad() {}

  /**
   * Connects so many clients that send and so many that read.
   *
   * @param paths those that answer a GET with much, taken in turns
   */
  static SlowLoad start(int port, int each, String upload, List<String> paths) throws IOException {
    SlowLoad load = new SlowLoad();
    try {
      for (int i = 0; i < each; i++) {
        load.senders.add(
            connect(
                port, "POST " + upload + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"));
        String path = paths.get(i % paths.size());
        load.readers.add(connect(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"));
      }
      load.mover.setDaemon(true);
      load.mover.start();
      return load;
    } catch (IOException e) {
      load.closeAll();
      throw e;
    }
  }

  private static Socket connect(int port, String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(WINDOW_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    return socket;
  }

  private void move() {
    try {
      for (int second = 0; second < MOST_SECONDS; second++) {
        if (closing.await(1, TimeUnit.SECONDS)) {
          return;
        }
        senders.removeIf(socket -> isLost(() -> socket.getOutputStream().write('x')));
        readers.removeIf(socket -> isLost(() -> read(socket.getInputStream())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  private boolean isLost(Step step) {
    try {
      step.take();
      return false;
    } catch (IOException e) {
      lost.incrementAndGet();
      return true;
    }
  }

  private static void read(InputStream in) throws IOException {
    int here = Math.min(READ_BYTES, in.available());
    if (here > 0 && in.read(new byte[here]) < 0) {
      throw new IOException("the answer has ended");
    }
  }

  /** Returns how many connections the server has ended. */
  int lost() {
    return lost.get();
  }

  private void closeAll() throws IOException {
    for (Socket socket : senders) {
      socket.close();
    }
    for (Socket socket : readers) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      mover.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll();
  }
}
