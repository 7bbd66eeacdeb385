package org.gatewaybridge.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A connection by HTTP/2 with prior knowledge, and one stream of it: RFC 9113, RFC 8441. */
final class Http2Stream implements AutoCloseable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final int STREAM = 1;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean offersWebSockets;
  private int status;

  Http2Stream(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
    while (!offersWebSockets) {
      read();
    }
  }

  /** Sends the head of a request, and returns the status of its answer. */
  int request(List<Map.Entry<String, String>> fields) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : fields) { // RFC 7541 6.2.2: literal, not indexed
      block.write(0);
      for (String text : List.of(field.getKey(), field.getValue())) {
        block.write(text.length());
        block.write(text.getBytes(US_ASCII));
      }
    }
    frame(HEADERS, END_HEADERS, STREAM, block.toByteArray());
    while (status == 0) {
      read();
    }
    return status;
  }

  void send(byte[] bytes) throws IOException {
    frame(DATA, 0, STREAM, bytes);
  }

  /** Waits for so many bytes of the answer's body. */
  byte[] receive(int count) throws IOException {
    while (data.size() < count) {
      read();
    }
    return data.toByteArray();
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
  }

  private void read() throws IOException {
    int head = in.readInt();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[head >>> 8];
    in.readFully(payload);
    switch (head & 0xFF) {
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          settings(ByteBuffer.wrap(payload));
          frame(SETTINGS, ACK, 0, new byte[0]);
        }
      }
      case HEADERS -> status = isOk(payload) ? 200 : -1;
      case DATA -> {
        if (stream == STREAM) {
          data.write(payload);
        }
      }
      default -> {} // windows that grow, pings
    }
  }

  /**
   * Whether the first field is {@code :status: 200}: RFC 7541, A and, for the table's size, 6.3.
   */
  private static boolean isOk(byte[] block) {
    int at = 0;
    if ((block[0] & 0xE0) == 0x20) {
      at = 1;
      if (block[0] == 0x3F) {
        while (block[at++] < 0) {}
      }
    }
    return block[at] == (byte) 0x88;
  }

  private void settings(ByteBuffer settings) {
    while (settings.hasRemaining()) {
      int id = settings.getShort();
      int value = settings.getInt();
      offersWebSockets |= id == ENABLE_CONNECT_PROTOCOL && value == 1;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
