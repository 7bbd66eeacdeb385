package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.wire.RawRequest;

/**
 * What the compat app's BlocksApp sends, block after block, and what its other apps may be sent:
 * never held as a whole.
 */
record LongBody(long blocks, int blockBytes) {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int PATIENCE_MILLIS = 60_000;

  long length() {
    return blocks * blockBytes;
  }

  /** Returns the SHA-256 that it has. */
  String digest() {
    MessageDigest sha256 = sha256();
    byte[] block = new byte[blockBytes];
    for (long number = 0; number < blocks; number++) {
      sha256.update(numbered(block, number));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] numbered(byte[] block, long number) {
    for (int i = 0; i < Math.min(block.length, Long.BYTES); i++) {
      block[block.length - 1 - i] = (byte) (number >>> (8 * i));
    }
    return block;
  }

  /**
   * Has the app send it.
   *
   * @param length whether with its Content-Length, else in chunks
   * @param digest whether its SHA-256 is wanted, else its length
   */
  String download(Caller caller, boolean length, boolean digest) throws IOException {
    RawRequest request =
        caller
            .get("/blocks")
            .with("X-App", "blocks")
            .with("X-Blocks", String.valueOf(blocks))
            .with("X-Block-Bytes", String.valueOf(blockBytes));
    try (Socket socket = connect(caller)) {
      socket.getOutputStream().write((length ? request.with("X-Length", "yes") : request).bytes());
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
      String head = head(in);
      if (!head.startsWith("HTTP/1.1 200")) {
        return head;
      }
      MessageDigest sha256 = sha256();
      byte[] buffer = new byte[BUFFER_BYTES];
      long came = 0;
      long left = length ? length() : chunk(in);
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return "cut after " + came;
        }
        came += read;
        left -= read;
        if (digest) {
          sha256.update(buffer, 0, read);
        }
        if (left == 0 && !length) {
          line(in);
          left = chunk(in);
        }
      }
      return digest ? HexFormat.of().formatHex(sha256.digest()) : String.valueOf(came);
    }
  }

  /** Sends it to an app, and returns what that says of it. */
  String upload(Caller caller, String app) throws IOException {
    RawRequest request =
        caller
            .get("/" + app)
            .method("POST")
            .with("X-App", app)
            .with("Connection", "close")
            .with("Content-Length", String.valueOf(length()));
    try (Socket socket = connect(caller)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.bytes());
      byte[] block = new byte[blockBytes];
      for (long number = 0; number < blocks; number++) {
        out.write(numbered(block, number));
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      String text = new String(in.readAllBytes(), ISO_8859_1);
      boolean chunked = head.toLowerCase(Locale.ROOT).contains("chunked");
      return chunked ? text.split("\r\n", -1)[1] : text;
    }
  }

  private static Socket connect(Caller caller) throws IOException {
    Socket socket = new Socket(caller.host(), caller.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static long chunk(InputStream in) throws IOException {
    return Long.parseLong(line(in), 16);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
