package org.gatewaybridge.python.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;

/**
 * A queue of bytes: the first ones in memory, and those for which there is no room in files, whose
 * disk is given back file by file as they are read. One thread may append while another reads.
 */
public final class Spool implements AutoCloseable {
  private static final int BLOCK_BYTES = 16 * 1024;
  private static final long MOST_MEMORY = 1 << 20;

  private final Buffers buffers;
  private final ArrayDeque<ByteBuffer> blocks = new ArrayDeque<>(); // all full except the last one
  private final ArrayDeque<SpoolFile> files = new ArrayDeque<>(); // with what follows the blocks
  private final boolean ofAnswer;
  private long memory; // that was taken from the buffers
  private long disk;
  private boolean closed;

  private Spool(Buffers buffers, boolean ofAnswer) {
    this.buffers = buffers;
    this.ofAnswer = ofAnswer;
  }

  /** Creates one for the body of a request. */
  public static Spool ofBody(Buffers buffers) {
    return new Spool(buffers, false);
  }

  /** Creates one for a response, which gets a share of the disk. */
  public static Spool ofAnswer(Buffers buffers) {
    return new Spool(buffers, true);
  }

  /** Thrown if the buffers are full. */
  public static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    Full(String message) {
      super(message);
    }
  }

  /**
   * Appends all of these bytes, or throws an exception and appends none.
   *
   * @throws Full if the buffers have no room for them, or the disk has none
   */
  public synchronized void append(byte[] bytes, int offset, int length) throws Full {
    if (closed) {
      return; // nobody reads it any more
    }
    int toMemory = files.isEmpty() ? takeMemory(length) : 0;
    if (toMemory < length) {
      try {
        appendToFile(ByteBuffer.wrap(bytes, offset + toMemory, length - toMemory));
      } catch (Full e) {
        giveMemory(memory - (long) blocks.size() * BLOCK_BYTES);
        throw e;
      }
    }
    for (int done = 0; done < toMemory; ) {
      done += appendToMemory(bytes, offset + done, toMemory - done);
    }
  }

  /** Takes memory for that many bytes; returns for how many of them there is some. */
  private int takeMemory(int wanted) {
    ByteBuffer last = blocks.peekLast();
    int room = last == null ? 0 : last.capacity() - last.limit();
    while (room < wanted
        && memory + BLOCK_BYTES <= MOST_MEMORY
        && buffers.takeMemory(BLOCK_BYTES)) {
      memory += BLOCK_BYTES;
      room += BLOCK_BYTES;
    }
    return Math.min(room, wanted);
  }

  private void giveMemory(long bytes) {
    memory -= bytes;
    buffers.giveMemory(bytes);
  }

  private int appendToMemory(byte[] bytes, int offset, int length) {
    ByteBuffer last = blocks.peekLast();
    if (last == null || last.limit() == last.capacity()) {
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
    if (!(ofAnswer ? buffers.takeDiskForAnswer(count, disk) : buffers.takeDisk(count))) {
      throw new Full("no room is left in the buffers");
    }
    try {
      fileToAppendTo().append(bytes);
      disk += count;
    } catch (IOException e) {
      buffers.giveDisk(count);
      Full full = new Full(String.valueOf(e.getMessage()));
      full.initCause(e);
      throw full;
    }
  }

  private SpoolFile fileToAppendTo() throws IOException {
    SpoolFile last = files.peekLast();
    if (last == null || last.size() >= buffers.fileBytes()) {
      last = new SpoolFile(buffers.createFile());
      files.addLast(last);
    }
    return last;
  }

  /** Logs why there was no room. */
  public void warn(String what, Full why) {
    buffers.warn(what, String.valueOf(why.getMessage()));
  }

  /** Returns whether nothing can be read now. */
  public synchronized boolean isEmpty() {
    return blocks.isEmpty() && (files.isEmpty() || files.getFirst().isReadToItsEnd());
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
        giveMemory(BLOCK_BYTES);
      }
    }
    SpoolFile from = files.peekFirst();
    if (got == 0 && from != null) {
      got = from.read(target, offset, most);
      if (from.isReadToItsEnd()) {
        files.removeFirst();
        from.close();
        disk -= from.size();
        buffers.giveDisk(from.size());
      }
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
    giveMemory(memory);
    buffers.giveDisk(disk);
    disk = 0;
    files.forEach(SpoolFile::close);
    files.clear();
  }
}
