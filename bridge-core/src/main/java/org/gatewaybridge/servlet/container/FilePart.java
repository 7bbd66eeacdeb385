package org.gatewaybridge.servlet.container;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file that ends where a part of it does, for a container that sends a channel from its position
 * to its end. It fails if the file itself has ended before: such containers would wait for more.
 */
final class FilePart extends FileChannel {
  private final FileChannel file;
  private final long begin;
  private final long end;
  private long sent;
  private boolean ended;

  /** Makes a part that begins where the file stands. */
  FilePart(FileChannel file, long length) throws IOException {
    this.file = file;
    this.begin = file.position();
    this.end = begin + length;
  }

  /** Returns the number of bytes that were taken. */
  long sent() {
    return sent;
  }

  /** Whether the file was found to be shorter than the part. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public long size() {
    return end;
  }

  @Override
  public long position() {
    return begin + sent;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return counted(file.transferTo(position, Math.min(count, end - position), target), position);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    if (position >= end) {
      return -1;
    }
    int limit = into.limit();
    into.limit((int) Math.min(limit, into.position() + (end - position)));
    try {
      return (int) counted(Math.max(0, file.read(into, position)), position);
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return read(into, position());
  }

  private long counted(long bytes, long position) throws IOException {
    if (bytes == 0 && position >= file.size()) {
      ended = true;
      throw new EOFException("The file has become shorter");
    }
    sent = position + bytes - begin;
    return bytes;
  }

  @Override
  public FileChannel position(long position) {
    sent = position - begin;
    return this;
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return length == 0 ? 0 : read(into[offset]);
  }

  /** The file stays open: who opened it closes it. */
  @Override
  protected void implCloseChannel() {}

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer from, long position) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metaData) {}

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
