package org.gatewaybridge.compat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A frame of RFC 6455 5.2, well-formed or not.
 *
 * @param fin whether it ends its message
 * @param reserved the three bits after that, as a number
 * @param opcode one of the constants, or any other of four bits
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Frame(boolean fin, int reserved, int opcode, byte[] payload) {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final byte[] MASK = {0x12, (byte) 0x9a, 0x5b, (byte) 0xff};
  private static final int MASKED = 0x80;

  public static Frame text(String text) {
    return of(TEXT, text.getBytes(UTF_8));
  }

  public static Frame binary(byte[] bytes) {
    return of(BINARY, bytes);
  }

  /** A whole frame of any kind. */
  public static Frame of(int opcode, byte[] payload) {
    return new Frame(true, 0, opcode, payload);
  }

  /** A close frame with a code and a reason. */
  public static Frame close(int code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    return of(CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** The same, to be continued by another frame. */
  public Frame unfinished() {
    return new Frame(false, reserved, opcode, payload);
  }

  public Frame withReserved(int bits) {
    return new Frame(fin, bits, opcode, payload);
  }

  public boolean isControl() {
    return opcode >= CLOSE;
  }

  /** The bytes that a client sends: masked, with the shortest length. */
  public byte[] bytes() {
    return bytes(true, payload.length < 126 ? 0 : payload.length < 1 << 16 ? 2 : 8);
  }

  /** The same without a mask, which only a server may send. */
  public byte[] unmasked() {
    return bytes(false, payload.length < 126 ? 0 : payload.length < 1 << 16 ? 2 : 8);
  }

  /**
   * The bytes of a client's frame, whose length takes so many bytes more.
   *
   * @param lengthBytes 0, 2 or 8
   */
  public byte[] withLengthIn(int lengthBytes) {
    return bytes(true, lengthBytes);
  }

  /** The bytes of several frames, for one packet. */
  public static byte[] join(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  private byte[] bytes(boolean masked, int lengthBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((fin ? 0x80 : 0) | reserved << 4 | opcode);
    int mask = masked ? MASKED : 0;
    switch (lengthBytes) {
      case 0 -> bytes.write(mask | payload.length);
      case 2 -> {
        bytes.write(mask | 126);
        bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
      }
      default -> {
        bytes.write(mask | 127);
        bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
      }
    }
    if (masked) {
      bytes.writeBytes(MASK);
      bytes.writeBytes(masked(payload));
    } else {
      bytes.writeBytes(payload);
    }
    return bytes.toByteArray();
  }

  private static byte[] masked(byte[] payload) {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % MASK.length];
    }
    return masked;
  }

  /** Returns a close frame's code; 1005 if it has none. RFC 6455 7.1.5. */
  public int closeCode() {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
  }

  /** Returns the payload as text, a close frame's without its code. */
  public String text() {
    int from = opcode == CLOSE ? Math.min(2, payload.length) : 0;
    return new String(payload, from, payload.length - from, UTF_8);
  }

  /** For messages: kind, length and beginning. */
  @Override
  public String toString() {
    String text = opcode == BINARY ? "" : text();
    return switch (opcode) {
          case CONTINUATION -> "continuation";
          case TEXT -> "text";
          case BINARY -> "binary";
          case CLOSE -> "close " + closeCode();
          case PING -> "ping";
          case PONG -> "pong";
          default -> "opcode " + opcode;
        }
        + (fin ? "" : ", unfinished")
        + ", "
        + payload.length
        + " bytes "
        + (text.length() > 80 ? text.substring(0, 80) + "..." : text);
  }
}
