package org.gatewaybridge.compat.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a server's frames, strictly by RFC 6455 5.2 to 5.6, without extensions. */
final class FrameReader {
  private static final int MOST = 1 << 28;

  private final DataInputStream in;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private @Nullable Frame first;

  FrameReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** Waits for the next frame; empty at the connection's end, which may be a reset. */
  Optional<Frame> next() {
    try {
      return Optional.of(read());
    } catch (SocketTimeoutException e) {
      throw new WireViolation("silence: neither a frame nor the end");
    } catch (IOException end) {
      return Optional.empty();
    }
  }

  /** Waits for the next message, its frames joined, or for the next control frame. */
  Optional<Frame> message() {
    while (true) {
      Optional<Frame> read = next();
      if (read.isEmpty() || read.get().isControl()) {
        return read;
      }
      Optional<Frame> whole = join(read.get());
      if (whole.isPresent()) {
        return whole;
      }
    }
  }

  private Optional<Frame> join(Frame frame) {
    if ((first == null) == (frame.opcode() == Frame.CONTINUATION)) {
      throw new WireViolation("a frame out of place: " + frame);
    }
    first = first == null ? frame : first;
    begun.writeBytes(frame.payload());
    if (!frame.fin()) {
      return Optional.empty();
    }
    Frame whole = Frame.of(first.opcode(), begun.toByteArray());
    begun.reset();
    first = null;
    if (whole.opcode() == Frame.TEXT) {
      checkText(whole.payload());
    }
    return Optional.of(whole);
  }

  private Frame read() throws IOException {
    int head = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    Frame frame = new Frame((head & 0x80) != 0, head >> 4 & 7, head & 15, payload(length));
    if (frame.reserved() != 0
        || frame.opcode() > Frame.PONG
        || (frame.opcode() > Frame.BINARY && !frame.isControl())) {
      throw new WireViolation("a reserved bit or opcode: " + frame);
    }
    if (frame.isControl() && (!frame.fin() || frame.payload().length > 125)) {
      throw new WireViolation("a control frame in pieces, or too long: " + frame);
    }
    if (frame.opcode() == Frame.CLOSE) {
      checkClose(frame);
    }
    return frame;
  }

  private byte[] payload(int length) throws IOException {
    if ((length & 0x80) != 0) {
      throw new WireViolation("a server's frame with a mask");
    }
    long size =
        switch (length) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> length;
        };
    boolean isShortest = (length != 126 || size >= 126) && (length != 127 || size >= 1 << 16);
    if (!isShortest || size < 0 || size > MOST) {
      throw new WireViolation("a length that is not the shortest, or too much: " + size);
    }
    byte[] payload = new byte[(int) size];
    in.readFully(payload);
    return payload;
  }

  private static void checkClose(Frame frame) {
    if (frame.payload().length == 1) {
      throw new WireViolation("a close frame with half a code");
    }
    int code = frame.closeCode();
    boolean isOfTheProtocol = code >= 1000 && code <= 1014 && code != 1004 && code != 1006;
    boolean isMissing = code == 1005 && frame.payload().length == 0;
    boolean isOfApps = code >= 3000 && code < 5000;
    if (code == 1005 ? !isMissing : !(isOfTheProtocol || isOfApps)) { // RFC 6455 7.4
      throw new WireViolation("a code that no server may send: " + frame);
    }
  }

  private static void checkText(byte[] payload) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
    } catch (CharacterCodingException e) {
      throw new WireViolation("a text that is no UTF-8");
    }
  }
}
