package org.gatewaybridge.python.slots;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import org.junit.jupiter.api.Test;

final class SlotTest {

  /** A worker that has sent all it will, and reads no more than the request. */
  private static final class Hasty implements ByteChannel {
    private final ByteBuffer sent;
    private boolean hasRequest;

    Hasty(ByteBuffer sent) {
      this.sent = sent;
    }

    @Override
    public int read(ByteBuffer target) {
      int size = sent.remaining();
      target.put(sent);
      return size == 0 ? -1 : size;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (hasRequest) {
        throw new IOException("Broken pipe");
      }
      hasRequest = true;
      int size = source.remaining();
      source.position(source.limit());
      return size;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void answerThatCameBeforeItsWorkerTookNoMoreInputIsRead() throws Exception {
    ByteBuffer sent =
        ByteBuffer.allocate(64)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(FrameKind.NEED << 24)
            .putInt(8)
            .putInt(1)
            .putInt(10)
            .putInt(FrameKind.WHOLE << 24)
            .putInt(3)
            .put("all".getBytes(US_ASCII))
            .flip();
    Slot slot = new Slot(new Worker(1, 1, 0), 0, new Hasty(sent));
    slot.send(frame(FrameKind.OPEN_REQUEST));
    assertThat(slot.awaitFrame()).isEqualTo(FrameKind.NEED);
    assertThat(slot.readNumber() + slot.readNumber()).isEqualTo(11);

    slot.send(frame(FrameKind.INPUT));

    assertThat(slot.awaitFrame()).isEqualTo(FrameKind.WHOLE);
    assertThat(slot.readData(9)).asString(US_ASCII).isEqualTo("all");
    assertThatThrownBy(slot::awaitFrame).isInstanceOf(EOFException.class);
  }

  private static FrameWriter frame(char kind) throws IOException {
    FrameWriter frame = new FrameWriter(FrameWriter.HEAD);
    frame.endMeta();
    return frame.end(kind);
  }
}
