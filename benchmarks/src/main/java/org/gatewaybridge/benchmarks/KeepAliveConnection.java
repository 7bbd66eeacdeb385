package org.gatewaybridge.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * One HTTP/1.1 connection, kept alive from request to request. It takes only answers whose end can
 * be seen, and never tries a request twice, so that nothing is hidden.
 */
final class KeepAliveConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  /**
   * What came back, the body as latin-1; {@code last} if the server closes the connection after it.
   */
  record Answer(int status, String body, boolean last) {}

  KeepAliveConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a whole request and waits for its whole answer. */
  Answer exchange(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    String statusLine = line();
    if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
      throw new IOException("Not a status line: \"" + statusLine + "\"");
    }
    int length = -1;
    boolean chunked = false;
    boolean last = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      String name = field.substring(0, Math.max(colon, 0));
      String value = field.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(value);
      } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
        chunked = value.equalsIgnoreCase("chunked");
      } else if (name.equalsIgnoreCase("Connection")) {
        last = value.equalsIgnoreCase("close");
      }
    }
    if (chunked == length >= 0) {
      throw new IOException("The answer has not one length: chunked " + chunked + ", " + length);
    }
    byte[] body = chunked ? chunks() : exactly(length);
    return new Answer(
        Integer.parseInt(statusLine.substring(9, 12)), new String(body, ISO_8859_1), last);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line(), 16);
      body.write(exactly(size));
      if (!line().isEmpty()) {
        throw new IOException("A chunk or the trailer does not end with an empty line");
      }
    } while (size > 0);
    return body.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The body ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The connection ended in the head, after \"" + line + "\"");
      }
      line.append((char) c);
    }
    if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("A line ends without a carriage return: \"" + line + "\"");
    }
    return line.substring(0, line.length() - 1);
  }

  /** Makes a request without a body, or with one. */
  static String request(String method, String path, String body) {
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n";
    return head + body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
