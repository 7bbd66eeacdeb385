package org.gatewaybridge.compat.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * What a connection of its own brought: all that was sent at once, the end of sending, and all that
 * came up to its end.
 *
 * @param hung whether the end had not come when time was over
 */
record FuzzedExchange(String came, long millis, boolean hung) {

  /** After so long a connection that has been told all must have ended. */
  static final long MOST_MILLIS = 5_000;

  static FuzzedExchange of(String host, int port, byte[] bytes) throws IOException {
    long begin = System.nanoTime();
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    boolean hung = false;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port));
      send(socket, bytes);
      hung = !readAll(socket, begin, came);
    }
    return new FuzzedExchange(came.toString(ISO_8859_1), millisSince(begin), hung);
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void send(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      socket.shutdownOutput();
    } catch (IOException closed) {
      // what the server said before it closed may still be read
    }
  }

  private static boolean readAll(Socket socket, long begin, ByteArrayOutputStream into) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = socket.getInputStream();
      while (true) {
        long left = MOST_MILLIS - millisSince(begin);
        if (left <= 0) {
          return false;
        }
        socket.setSoTimeout((int) left);
        int read = in.read(buffer);
        if (read < 0) {
          return true;
        }
        into.write(buffer, 0, read);
      }
    } catch (SocketTimeoutException silence) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }
}
