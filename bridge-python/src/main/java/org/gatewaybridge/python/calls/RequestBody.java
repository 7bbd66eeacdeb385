package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.buffers.Spool;
import org.gatewaybridge.python.slots.FrameWriter;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. Its beginning is sent with the environ. The rest is kept in a spool, or
 * stays with the client, until the app asks for it. Where it ends is what the stream says.
 */
final class RequestBody implements AutoCloseable {
  private static final int SENT_ALONG = 64 * 1024;
  private static final int UNCOUNTED = 4 * 1024; // as a request's headers are
  private static final int BLOCK_BYTES = 16 * 1024;

  private final Map<String, Object> environ;
  private final @Nullable Buffers buffers;
  private final long length; // as declared; -1: not known before its end
  private long left; // how many bytes the client may still send
  private long size; // of what has been read
  private long memory; // that was taken from the buffers
  private @Nullable Spool spool; // what is not sent with the environ
  private @Nullable IOException failure;
  private boolean asked;

  RequestBody(Map<String, Object> environ, @Nullable Buffers buffers) {
    this.environ = environ;
    this.buffers = buffers;
    length = BodyHeaders.length(environ);
    left = length < 0 ? Long.MAX_VALUE : length;
  }

  /**
   * Reads the beginning into a frame, and the rest into a spool if there are buffers.
   *
   * @return whether the frame now holds all of it
   * @throws IOException if a body of unknown length breaks off: an app that reads by CONTENT_LENGTH
   *     would take it for none
   */
  boolean begin(FrameWriter frame) throws IOException {
    try {
      int before = frame.length();
      boolean whole = length == 0 || (staysWithClient() ? isNone(frame) : readAlong(frame));
      if (!whole && buffers != null) {
        spool(buffers, frame.length() - before);
      }
      size = spool == null ? frame.length() - before : size;
      left = whole || buffers != null ? 0 : left;
      return whole;
    } catch (PythonRequest.TooLarge | Spool.Full | Longer e) {
      throw e;
    } catch (IOException e) {
      if (buffers != null && length < 0) {
        throw e;
      }
      failure = e; // thrown when the app reads the body
      return false;
    }
  }

  private boolean staysWithClient() throws IOException {
    return buffers == null
        && (length > SENT_ALONG
            || length < 0
            || environ.containsKey("HTTP_EXPECT")
            || input().available() < length);
  }

  /** Returns whether a body whose length is not known has not a single byte. */
  private boolean isNone(FrameWriter frame) throws IOException {
    if (length > 0 || !BodyHeaders.maybeNone(environ)) {
      return false;
    }
    int first = input().read();
    if (first >= 0) {
      frame.write(new byte[] {(byte) first});
    }
    return first < 0;
  }

  /**
   * Reads the body into the frame, as far as there is room; returns whether that was all. Memory is
   * taken as the bytes come, so that a client that sends none has none.
   */
  private boolean readAlong(FrameWriter frame) throws IOException {
    refuseIfLonger(length);
    InputStream in = input();
    int most = length < 0 ? SENT_ALONG : (int) Math.min(length, SENT_ALONG);
    int read = 0;
    while (read < most) {
      int step = Math.min(most - read, Math.max(read == 0 && length < 0 ? 1 : UNCOUNTED, 3 * read));
      if (!takeMemory(read + step)) {
        return false;
      }
      int from = frame.room(step); // may allocate another array
      int got = in.readNBytes(frame.bytes(), from, step);
      frame.skip(got);
      read += got;
      if (got < step) {
        return true;
      }
    }
    return read == length && isAtEnd(frame, in);
  }

  private boolean isAtEnd(FrameWriter frame, InputStream in) throws IOException {
    int more = in.read();
    if (more < 0) {
      return true;
    }
    if (buffers == null) {
      throw new Longer();
    }
    frame.write(new byte[] {(byte) more});
    return false;
  }

  /** Thrown if a body cannot be counted before it is sent: an app may read by its length. */
  private static final class Longer extends IOException {
    private static final long serialVersionUID = 1L;

    Longer() {
      super(
          "The request's body is longer than its Content-Length. A filter that makes it longer has"
              + " to hide that header if gateway.python.buffering is false");
    }
  }

  private boolean takeMemory(long bytes) {
    long more = bytes - UNCOUNTED - memory;
    if (buffers == null || more <= 0) {
      return true;
    }
    boolean taken = buffers.takeMemory(more);
    memory += taken ? more : 0;
    return taken;
  }

  private void spool(Buffers buffers, long along) throws IOException {
    Spool rest = Spool.ofBody(buffers);
    spool = rest;
    byte[] block = new byte[BLOCK_BYTES];
    InputStream in = input();
    size = along;
    for (int read; (read = in.read(block)) > 0; ) {
      size += read;
      refuseIfLonger(size);
      rest.append(block, 0, read);
    }
  }

  /** Refuses a body that has no room even if no other is there. */
  private void refuseIfLonger(long bytes) throws PythonRequest.TooLarge {
    if (buffers != null && bytes > UNCOUNTED) {
      long most = Math.max(buffers.mostDisk(), Math.min(SENT_ALONG, buffers.mostMemory()));
      if (bytes > most) {
        throw new PythonRequest.TooLarge(bytes, most);
      }
    }
  }

  /**
   * Returns how many bytes the body has, if it has been read to its end and the environ does not
   * say the same; -1 otherwise.
   */
  long counted() {
    return isHere() && failure == null && size != Math.max(0, length) ? size : -1;
  }

  /** Returns whether the body has been read as far as possible. */
  boolean isHere() {
    return left == 0 || failure != null;
  }

  /**
   * Reads more of the body.
   *
   * @param least how many bytes to wait for, unless the body ends before
   * @param most how many to read if they are there
   * @return how many were read, 0 at the end
   */
  int read(byte[] bytes, int offset, int least, int most) throws IOException {
    asked = true;
    int read = spool == null ? 0 : spool.read(bytes, offset, most);
    if (read == 0 && failure != null) {
      throw failure;
    }
    return read == 0 && left > 0 ? readClient(bytes, offset, least, most) : read;
  }

  private int readClient(byte[] bytes, int offset, int least, int most) throws IOException {
    int read = 0;
    try {
      InputStream in = input();
      do {
        int more = in.read(bytes, offset + read, most - read);
        if (more <= 0) {
          left = 0;
          break;
        }
        read += more;
        left -= length < 0 ? 0 : more;
        if (left < 0 || (left == 0 && in.read() >= 0)) {
          read = 0;
          throw new Longer();
        }
      } while (left > 0 && (read < least || (read < most && in.available() > 0)));
    } catch (IOException e) {
      failure = e;
      if (read == 0) {
        throw e;
      }
    }
    return read;
  }

  private InputStream input() {
    return environ.get(EnvironKeys.INPUT) instanceof InputStream in
        ? in
        : InputStream.nullInputStream();
  }

  /** Returns whether the app has read more of the body than came with the request. */
  boolean wasAskedFor() {
    return asked;
  }

  /** Returns the exception that reading the body has thrown, null if none. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Gives back the buffers that the body has taken. A second call does nothing. */
  @Override
  public void close() {
    if (spool != null) {
      spool.close();
    }
    if (buffers != null && memory > 0) {
      buffers.giveMemory(memory);
      memory = 0;
    }
  }
}
