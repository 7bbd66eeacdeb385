package org.gatewaybridge.python.calls;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import org.gatewaybridge.python.slots.FrameKind;
import org.jspecify.annotations.Nullable;

/** The chunks of a file that a worker keeps open until it is told that all of them were read. */
final class FileSource implements AnswerSource {
  private final PythonCall call;
  private final FileInputStream file;
  private long left;

  FileSource(PythonCall call, FileInputStream file, long count) {
    this.call = call;
    this.file = file;
    left = count;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    if (left == 0) {
      close();
      call.reply(FrameKind.TAKEN);
      return null;
    }
    byte[] chunk = file.readNBytes((int) Math.min(CHUNK_BYTES, left));
    if (chunk.length == 0) {
      throw new EOFException("The file has become shorter while it was sent");
    }
    left -= chunk.length;
    return chunk;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // it was only read
    }
  }
}
