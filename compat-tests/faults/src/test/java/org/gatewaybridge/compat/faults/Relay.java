package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gatewaybridge.compat.suite.Caller;

/**
 * A network for one connection to a server: all bytes go on in order, in pieces of any size, some
 * of them late, until it breaks off. What it does follows from its seed.
 */
final class Relay implements AutoCloseable {
  private static final int MOST_MICROS = 2000;

  private final ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Caller server;
  private final int seed;
  private final int split;
  private final Break breaks;

  /**
   * Where it breaks off.
   *
   * @param up whether in what the client sends
   * @param at after so many bytes
   * @param reset whether both sides see a reset, instead of an end
   */
  record Break(boolean up, int at, boolean reset) {
    static final Break NONE = new Break(true, Integer.MAX_VALUE, false);

    boolean isAny() {
      return !equals(NONE);
    }
  }

  /**
   * Opens it.
   *
   * @param split how many of the client's bytes are the first piece
   */
  Relay(Caller server, int seed, int split, Break breaks) throws IOException {
    this.server = server;
    this.seed = seed;
    this.split = split;
    this.breaks = breaks;
    new Thread(this::relay, "relay-" + seed).start();
  }

  int port() {
    return entrance.getLocalPort();
  }

  private void relay() {
    try (Socket client = entrance.accept();
        Socket other = new Socket(server.host(), server.port())) {
      client.setTcpNoDelay(true);
      other.setTcpNoDelay(true);
      Thread down = new Thread(() -> pump(other, client, false), "relay-down-" + seed);
      down.start();
      pump(client, other, true);
      down.join();
    } catch (IOException closed) {
      // the client has gone, or never came
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to, boolean up) {
    Random random = new Random(up ? seed : ~seed);
    byte[] buffer = new byte[8192];
    int left = breaks.up == up ? breaks.at : Integer.MAX_VALUE;
    int piece = up ? split : 1 + random.nextInt(64);
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      while (left > 0) {
        int read = in.read(buffer, 0, Math.min(buffer.length, Math.min(left, piece)));
        if (read < 0) {
          to.shutdownOutput();
          return;
        }
        out.write(buffer, 0, read);
        left -= read;
        piece = piece > read ? piece - read : 1 + random.nextInt(1 << random.nextInt(13));
        if (random.nextInt(4) == 0) {
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MOST_MICROS)));
        }
      }
      end(from);
      end(to);
    } catch (IOException closed) {
      close(from);
      close(to);
    }
  }

  private void end(Socket socket) throws IOException {
    if (breaks.reset) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
