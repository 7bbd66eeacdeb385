package org.gatewaybridge.python.buffers;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file without a name that is a queue of bytes. */
final class SpoolFile {
  private final FileChannel channel;
  private long written;
  private long read;

  SpoolFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Appends all of these bytes, or throws an exception and appends none. */
  void append(ByteBuffer bytes) throws IOException {
    long at = written;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    written = at;
  }

  /** Reads at most that many bytes; returns how many. */
  int read(byte[] target, int offset, int most) throws IOException {
    int wanted = (int) Math.min(most, written - read);
    int got = channel.read(ByteBuffer.wrap(target, offset, wanted), read);
    if (got < 0) { // not to be mistaken for the end of the bytes
      throw new EOFException("A file of the buffers has lost what was written to it");
    }
    read += got;
    return got;
  }

  /** Returns how many bytes it holds, including those that have been read. */
  long size() {
    return written;
  }

  boolean isReadToItsEnd() {
    return read == written;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it was unlinked when it was created
    }
  }
}
