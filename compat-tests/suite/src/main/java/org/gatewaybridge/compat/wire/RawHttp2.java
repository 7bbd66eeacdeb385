package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request of HTTP/2 without TLS, by prior knowledge, whose fields may hold anything: no client
 * that keeps the rules would send it. RFC 9113 3.3, 4.1; RFC 7541 6.2.2.
 */
public final class RawHttp2 {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_OF_STREAM = 1;
  private static final int END_OF_STREAM_AND_HEADERS = 5;
  private static final int ACK = 1;
  private static final Map<Integer, String> KINDS =
      Map.of(DATA, "DATA", HEADERS, "HEADERS", RST_STREAM, "RST_STREAM");
  private static final Map<String, Integer> PSEUDO =
      Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

  private RawHttp2() {}

  /**
   * Sends the fields as they are, and waits for an answer, a refusal or the connection's end.
   *
   * @return HEADERS, RST_STREAM, GOAWAY or closed
   */
  public static String ask(String host, int port, List<Field> fields) throws IOException {
    List<String> frames = frames(host, port, fields, true);
    return frames.get(frames.size() - 1).split(" ", -1)[0];
  }

  /**
   * Sends the fields as they are, and waits for the end of the answer.
   *
   * @return HEADERS, DATA, RST_STREAM, GOAWAY or closed, in their order; " and end" behind the last
   *     one of a stream that has ended
   */
  public static List<String> frames(String host, int port, List<Field> fields) throws IOException {
    return frames(host, port, fields, false);
  }

  private static List<String> frames(String host, int port, List<Field> fields, boolean firstOnly)
      throws IOException {
    try (Socket socket = new Socket(host, port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      sent.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      frame(sent, SETTINGS, 0, 0, new byte[0]);
      frame(sent, HEADERS, END_OF_STREAM_AND_HEADERS, 1, block(fields));
      socket.getOutputStream().write(sent.toByteArray());
      return answer(new DataInputStream(socket.getInputStream()), socket, firstOnly);
    }
  }

  private static List<String> answer(DataInputStream in, Socket socket, boolean firstOnly)
      throws IOException {
    List<String> seen = new ArrayList<>();
    try {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        in.readFully(new byte[length]);
        if (type == SETTINGS && flags != ACK) {
          ByteArrayOutputStream ack = new ByteArrayOutputStream();
          frame(ack, SETTINGS, ACK, 0, new byte[0]);
          socket.getOutputStream().write(ack.toByteArray());
        } else if (type == GOAWAY) {
          seen.add("GOAWAY");
          return seen;
        } else if (stream == 1 && KINDS.containsKey(type)) {
          boolean end = type == RST_STREAM || (flags & END_OF_STREAM) != 0;
          seen.add(KINDS.get(type) + (end ? " and end" : ""));
          if (end || (firstOnly && type != DATA)) {
            return seen;
          }
        }
      }
    } catch (EOFException
        | SocketException closed) { // a reset, if it has not read all that was sent
      seen.add("closed");
      return seen;
    }
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    out.writeBytes(payload);
  }

  /** Literal fields that are never indexed, without Huffman's code. */
  private static byte[] block(List<Field> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Field field : fields) {
      int index = PSEUDO.getOrDefault(field.name(), 0); // Tomcat knows these by their numbers only
      block.write(0x10 | index);
      if (index == 0) {
        text(block, field.name());
      }
      text(block, field.value());
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }
}
