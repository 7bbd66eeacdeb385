package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Uploads at once on one HTTP/2 connection, by prior knowledge (RFC 9113 3.3). It sends full frames
 * only: curl and the JDK's client send what a window has left, be it a byte, and two of those in a
 * row are what Tomcat calls too much overhead and closes the connection for.
 */
final class Http2Uploads {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int RST_STREAM = 3;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int FRAME_BYTES = 16_384;
  private static final int[] PSEUDO = {2, 6, 4, 1}; // in HPACK's table: method, scheme, path, host

  private final DataInputStream in;
  private final DataOutputStream out;
  private final List<Upload> uploads = new ArrayList<>();
  private int window = 65_535;
  private int initialWindow = 65_535;

  private final class Upload {
    private int left;
    private int window = initialWindow;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private boolean ended;

    Upload(int bytes) {
      left = bytes;
    }
  }

  private Http2Uploads(Socket socket) throws IOException {
    in = new DataInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true); // as HTTP/2 clients do
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 2 * FRAME_BYTES));
  }

  /**
   * Sends so many bodies of a letter and a line feed in turn, and returns the bodies of the
   * answers.
   */
  static List<String> send(Socket socket, String path, int number, int bytes) throws IOException {
    return new Http2Uploads(socket).run(path, number, bytes);
  }

  private List<String> run(String path, int number, int bytes) throws IOException {
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
    for (int i = 0; i < number; i++) {
      uploads.add(new Upload(bytes));
      frame(HEADERS, END_HEADERS, stream(i), head("POST", "http", path, "a"));
    }
    while (uploads.stream().anyMatch(upload -> !upload.ended)) {
      sendWhatMay();
      take();
    }
    return uploads.stream().map(upload -> upload.answer.toString(US_ASCII)).toList();
  }

  private static int stream(int upload) {
    return 2 * upload + 1;
  }

  private void sendWhatMay() throws IOException {
    boolean sent = true;
    while (sent) { // a frame of each in turn
      sent = false;
      for (int i = 0; i < uploads.size(); i++) {
        Upload upload = uploads.get(i);
        int size = Math.min(FRAME_BYTES, upload.left);
        if (size > 0 && window >= size && upload.window >= size) {
          upload.left -= size;
          upload.window -= size;
          window -= size;
          byte[] data = "a\n".repeat(size / 2).getBytes(US_ASCII);
          frame(DATA, upload.left == 0 ? END_STREAM : 0, stream(i), data);
          sent = true;
        }
      }
    }
    out.flush();
  }

  private void take() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    switch (type) {
      case SETTINGS -> takeSettings(flags, payload);
      case WINDOW_UPDATE -> {
        if (stream == 0) {
          window += number(payload, 0);
        } else {
          uploads.get(stream / 2).window += number(payload, 0);
        }
      }
      case DATA, HEADERS -> {
        Upload upload = uploads.get(stream / 2);
        if (type == DATA) {
          upload.answer.writeBytes(payload);
        }
        upload.ended = (flags & END_STREAM) != 0;
      }
      case GOAWAY, RST_STREAM ->
          throw new IOException("frame " + type + " of stream " + stream + " from the server");
      default -> {}
    }
  }

  private void takeSettings(int flags, byte[] payload) throws IOException {
    for (int at = 0; at < payload.length; at += 6) {
      if ((payload[at] << 8 | payload[at + 1]) == INITIAL_WINDOW_SIZE) {
        int more = number(payload, at + 2) - initialWindow;
        initialWindow += more;
        uploads.forEach(upload -> upload.window += more);
      }
    }
    if (flags == 0) {
      frame(SETTINGS, 1, 0, new byte[0]);
    }
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0x7f) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeInt(payload.length << 8 | type);
    out.write(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  /** RFC 7541 6.2.2: literals that are not indexed, without Huffman's code. */
  private static byte[] head(String... values) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < values.length; i++) {
      block.write(PSEUDO[i]);
      block.write(values[i].length());
      block.writeBytes(values[i].getBytes(US_ASCII));
    }
    return block.toByteArray();
  }
}
