package org.gatewaybridge.python.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A queue of bytes: the first ones in memory, and those for which there is no room in a file. One
 * thread may append while another reads.
 */
public final class Spool implements AutoCloseable {
  private static final int BLOCK_BYTES = 16 * 1024;
  private static final long MOST_MEMORY = 1 << 20;

  private final Buffers buffers;
  private final ArrayDeque<ByteBuffer> blocks = new ArrayDeque<>(); // all full except the last one
  private long memory; // that was taken from the buffers
  private @Nullable FileChannel file; // has the bytes after those in the blocks
  private long written;
  private long read;
  private boolean closed;

  public Spool(Buffers buffers) {
    this.buffers = buffers;
  }

  /** Thrown if the buffers are full. */
  public static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    Full(String message) {
      super(message);
    }
  }

  /**
   * Appends all of these bytes.
   *
   * @throws Full if the buffers have no room for them, or the disk has none
   */
  public synchronized void append(byte[] bytes, int offset, int length) throws Full {
    if (closed) {
      return; // nobody reads it any more
    }
    int left = length;
    while (left > 0 && file == null) {
      int taken = appendToMemory(bytes, offset + length - left, left);
      if (taken == 0) {
        break;
      }
      left -= taken;
    }
    if (left > 0) {
      appendToFile(ByteBuffer.wrap(bytes, offset + length - left, left));
    }
  }

  private int appendToMemory(byte[] bytes, int offset, int length) {
    ByteBuffer last = blocks.peekLast();
    if (last == null || last.limit() == last.capacity()) {
      if (memory + BLOCK_BYTES > MOST_MEMORY || !buffers.takeMemory(BLOCK_BYTES)) {
        return 0;
      }
      memory += BLOCK_BYTES;
      last = ByteBuffer.allocate(BLOCK_BYTES).limit(0);
      blocks.addLast(last);
    }
    int count = Math.min(length, last.capacity() - last.limit());
    System.arraycopy(bytes, offset, last.array(), last.limit(), count);
    last.limit(last.limit() + count);
    return count;
  }

  private void appendToFile(ByteBuffer bytes) throws Full {
    int count = bytes.remaining();
    if (!buffers.takeDisk(count)) {
      throw new Full("no room is left in the buffers");
    }
    try {
      FileChannel to = file;
      if (to == null) {
        to = buffers.createFile();
        file = to;
      }
      for (long at = written; bytes.hasRemaining(); ) {
        at += to.write(bytes, at);
      }
      written += count;
    } catch (IOException e) {
      buffers.giveDisk(count);
      Full full = new Full(String.valueOf(e.getMessage()));
      full.initCause(e);
      throw full;
    }
  }

  /** Logs why there was no room. */
  public void warn(String what, Full why) {
    buffers.warn(what, String.valueOf(why.getMessage()));
  }

  /** Returns whether nothing can be read now. */
  public synchronized boolean isEmpty() {
    return blocks.isEmpty() && read == written;
  }

  /** Reads at most that many bytes; returns how many, 0 if there are none now. */
  public synchronized int read(byte[] target, int offset, int most) throws IOException {
    if (closed) {
      throw new ClosedChannelException(); // not to be mistaken for the end of the bytes
    }
    int got = 0;
    for (ByteBuffer first; got < most && (first = blocks.peekFirst()) != null; ) {
      int count = Math.min(most - got, first.remaining());
      first.get(target, offset + got, count);
      got += count;
      if (!first.hasRemaining()) {
        blocks.removeFirst();
        memory -= BLOCK_BYTES;
        buffers.giveMemory(BLOCK_BYTES);
      }
    }
    FileChannel from = file;
    if (got == 0 && from != null && read < written) {
      int wanted = (int) Math.min(most, written - read);
      got = Math.max(0, from.read(ByteBuffer.wrap(target, offset, wanted), read));
      read += got;
    }
    return got;
  }

  /** Returns all memory and disk. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    blocks.clear();
    buffers.giveMemory(memory);
    buffers.giveDisk(written);
    memory = 0;
    read = written;
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // it was unlinked when it was created
    }
  }
}
