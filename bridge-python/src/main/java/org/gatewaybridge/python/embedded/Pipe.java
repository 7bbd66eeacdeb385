package org.gatewaybridge.python.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gatewaybridge.python.slots.MemoryChannel;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * A connection to a Python context in this process, in the place of a socket: a slot has one end,
 * and a thread of the context the other. Bytes cross the border between the languages as whole
 * arrays, once each way for a small request.
 */
final class Pipe implements MemoryChannel {
  private static final int AHEAD = 4; // chunks that Python may be ahead of the client
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> toPython = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> toGateway = new LinkedBlockingQueue<>(AHEAD);
  private byte[] came = END;
  private int read;
  private volatile boolean closed;

  /**
   * Waits for bytes and returns them to Python; empty at the end. Their class is one of GraalPy's
   * class loader: what GraalPy stores about a class of the JDK keeps that loader until the server
   * ends.
   */
  ByteSequence receive() throws InterruptedException {
    return ByteSequence.create(closed ? END : toPython.take());
  }

  /** Sends bytes from Python; returns false if the gateway has hung up. */
  boolean send(byte[] bytes) throws InterruptedException {
    if (!closed) {
      toGateway.put(bytes);
    }
    return !closed;
  }

  /** Notes that Python has ended; what it sent before can still be read. */
  void left() throws InterruptedException {
    if (!closed) {
      toGateway.put(END);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (read == came.length) {
      came = next();
      read = 0;
      if (came.length == 0) {
        return -1;
      }
    }
    int count = Math.min(target.remaining(), came.length - read);
    target.put(came, read, count);
    read += count;
    return count;
  }

  @Override
  public int readNow(ByteBuffer target) throws IOException {
    return read == came.length && toGateway.isEmpty() ? 0 : read(target);
  }

  private byte[] next() throws IOException {
    try {
      byte[] bytes = closed ? null : toGateway.take();
      if (bytes == null || closed) {
        throw new ClosedChannelException();
      }
      return bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Python was waited for", e);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    toPython.add(bytes);
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  /** Wakes the threads that wait at either end. */
  @Override
  public void close() {
    closed = true;
    toPython.add(END);
    toGateway.clear();
    toGateway.offer(END);
  }
}
