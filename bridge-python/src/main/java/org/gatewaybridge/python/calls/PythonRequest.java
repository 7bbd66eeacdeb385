package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.buffers.Spool;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;
import org.jspecify.annotations.Nullable;

/**
 * A request as a worker gets it: a frame with the environ and the first 64 KiB of the body, and the
 * rest of the body when the app asks for it.
 */
public final class PythonRequest implements AutoCloseable {
  private static final int USUAL_BYTES = 2048;
  private static final int SENT_ALONG = 64 * 1024;
  private static final int READ_BYTES = 64 * 1024;

  private final Map<String, Object> environ;
  private final FrameWriter frame = new FrameWriter(USUAL_BYTES);
  private final @Nullable Buffers buffers;
  private @Nullable Spool spool; // what is not sent with the environ
  private @Nullable IOException inputFailure;
  private boolean askedForInput;

  private PythonRequest(Map<String, Object> environ, @Nullable Buffers buffers) {
    this.environ = environ;
    this.buffers = buffers;
  }

  /**
   * Reads the environ and the body, before a worker is taken.
   *
   * @param buffers the room for a body above 64 KiB; null if that stays with the client until the
   *     app asks for it
   * @throws TooLarge if the body is longer than the buffers can ever hold
   * @throws Spool.Full if there is no room for the body now
   */
  public static PythonRequest read(Map<String, Object> environ, @Nullable Buffers buffers)
      throws TooLarge, Spool.Full {
    PythonRequest request = new PythonRequest(environ, buffers);
    try {
      request.write();
      return request;
    } catch (IOException | RuntimeException | Error e) {
      request.close();
      throw e;
    }
  }

  /** Thrown if a body is longer than all buffers together. */
  public static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long length, long most) {
      super("its body has " + length + " bytes; at most " + most + " are buffered");
    }
  }

  FrameWriter frame() {
    return frame;
  }

  private void write() throws TooLarge, Spool.Full {
    frame.beginDict();
    environ.forEach(
        (name, value) -> {
          // Only text is sent: the other values are the gateway's own, or the Python side sets
          // them.
          if (value instanceof String text) {
            if (name.equals(EnvironKeys.PATH_INFO) || name.equals(EnvironKeys.SCRIPT_NAME)) {
              frame.putUtf8(name, text); // the gateway has decoded it
            } else {
              frame.put(name, text);
            }
          }
        });
    frame.endDict();
    frame.end(hasWholeBody() ? FrameKind.REQUEST : FrameKind.OPEN_REQUEST);
  }

  /**
   * Returns whether the frame now holds the whole body; if not, the rest is in the spool or still
   * to come.
   */
  private boolean hasWholeBody() throws TooLarge, Spool.Full {
    long length = declaredLength();
    if (length == 0) {
      return true;
    }
    if (length > SENT_ALONG || length < 0 || environ.containsKey("HTTP_EXPECT")) {
      if (buffers == null) {
        return false;
      }
      if (length > buffers.mostDisk()) {
        throw new TooLarge(length, buffers.mostDisk());
      }
    }
    try {
      if (length < 0 ? !readFirst() : readAlong((int) Math.min(length, SENT_ALONG)) == length) {
        return true;
      }
      if (buffers != null) {
        spool(buffers);
      }
    } catch (Spool.Full e) {
      throw e;
    } catch (IOException e) {
      inputFailure = e; // thrown when the app reads the body
    }
    return false;
  }

  /** Reads the beginning of a body that may be empty; returns whether there can be more. */
  private boolean readFirst() throws IOException {
    int first = input().read();
    if (first < 0) {
      return false;
    }
    frame.write(new byte[] {(byte) first});
    return readAlong(SENT_ALONG - 1) == SENT_ALONG - 1;
  }

  /** Reads that many bytes of the body into the frame, fewer at its end; returns how many. */
  private int readAlong(int most) throws IOException {
    int from = frame.room(most); // may allocate another array
    int read = input().readNBytes(frame.bytes(), from, most);
    frame.skip(read);
    return read;
  }

  /** Returns the length of the body, -1 if it is not known before its end. */
  private long declaredLength() {
    if (environ.get(EnvironKeys.CONTENT_LENGTH) instanceof String declared) {
      return Long.parseLong(declared);
    }
    boolean none =
        !environ.containsKey("HTTP_TRANSFER_ENCODING")
            && environ.get(EnvironKeys.SERVER_PROTOCOL) instanceof String protocol
            && protocol.startsWith("HTTP/1."); // HTTP/2 has bodies without either header
    return none ? 0 : -1;
  }

  private void spool(Buffers buffers) throws IOException {
    Spool rest = Spool.ofBody(buffers);
    spool = rest;
    byte[] block = new byte[READ_BYTES];
    InputStream in = input();
    for (int read; (read = in.read(block)) > 0; ) {
      rest.append(block, 0, read);
    }
  }

  /** Returns whether the body has been read as far as possible. */
  boolean isHere() {
    return spool != null || frame.kind() == FrameKind.REQUEST || inputFailure != null;
  }

  /**
   * Reads more of the body.
   *
   * @param least how many bytes to wait for, unless the body ends before
   * @param most how many to read if they are there
   * @return how many were read, 0 at the end
   */
  int readInput(byte[] bytes, int offset, int least, int most) throws IOException {
    askedForInput = true;
    Spool kept = spool;
    if (kept != null) {
      int read = kept.read(bytes, offset, most);
      if (read > 0) {
        return read;
      }
    }
    if (inputFailure != null) {
      throw inputFailure;
    }
    return kept != null ? 0 : readClient(bytes, offset, least, most);
  }

  private int readClient(byte[] bytes, int offset, int least, int most) throws IOException {
    int read = 0;
    try {
      InputStream in = input();
      do {
        int more = in.read(bytes, offset + read, most - read);
        if (more <= 0) {
          break;
        }
        read += more;
      } while (read < least || (read < most && in.available() > 0));
    } catch (IOException e) {
      inputFailure = e;
      if (read == 0) {
        throw e;
      }
    }
    return read;
  }

  /** Returns the buffers that the body has taken. */
  @Override
  public void close() {
    Spool kept = spool;
    if (kept != null) {
      kept.close();
    }
  }

  private InputStream input() {
    return environ.get(EnvironKeys.INPUT) instanceof InputStream in
        ? in
        : InputStream.nullInputStream();
  }

  /** Returns whether the app has read more of the body than came with the request. */
  boolean wasAskedForInput() {
    return askedForInput;
  }

  /** Returns the exception that reading the body has thrown, null if none. */
  @Nullable IOException inputFailure() {
    return inputFailure;
  }

  /** Describes the request for the log. */
  @Override
  public String toString() {
    return Escaped.text(
        environ.get(EnvironKeys.REQUEST_METHOD)
            + " "
            + environ.get(EnvironKeys.REQUEST_URI)
            + " ["
            + environ.get(
                EnvironKeys.REQUEST_ID) // escaped, since a middleware may take it from a header
            + "]");
  }
}
