package org.gatewaybridge.python;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.engine.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * A request as a worker gets it: the frame with its environ, and its body, a small one in that
 * frame and the rest of another when the app asks.
 */
final class PythonRequest implements AutoCloseable {
  private static final int USUAL_BYTES = 2048;
  private static final int SENT_ALONG = 64 * 1024;
  private static final int READ_BYTES = 64 * 1024;

  private final Map<String, Object> environ;
  private final FrameWriter frame = new FrameWriter(USUAL_BYTES);
  private final @Nullable Buffers buffers;
  private @Nullable Spool spool; // what does not go along with the environ
  private @Nullable IOException inputFailure;
  private boolean askedForInput;

  private PythonRequest(Map<String, Object> environ, @Nullable Buffers buffers) {
    this.environ = environ;
    this.buffers = buffers;
  }

  /**
   * Reads the environ, and the body, before any worker is held.
   *
   * @param buffers where the body is kept; null if a body above 64 KiB stays with the client until
   *     the app asks for it
   * @throws TooLarge if the body is longer than the buffers can ever hold
   * @throws Spool.Full if there is no room for the body now
   */
  static PythonRequest read(Map<String, Object> environ, @Nullable Buffers buffers)
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

  /** Thrown where a body is longer than all the buffers. */
  static final class TooLarge extends IOException {
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
          // What is no text is the gateway's own, or the Python side has its own.
          if (value instanceof String text) {
            if (name.equals(EnvironKeys.PATH_INFO) || name.equals(EnvironKeys.SCRIPT_NAME)) {
              frame.putUtf8(name, text); // decoded by the gateway
            } else {
              frame.put(name, text);
            }
          }
        });
    frame.endDict();
    frame.end(hasWholeBody() ? FrameKind.REQUEST : FrameKind.OPEN_REQUEST);
  }

  /**
   * Whether the frame now holds the whole body; if not, the rest is in the spool, or still to come.
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
      inputFailure = e; // the app meets it where it reads
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

  /** Reads bytes of the body into the frame, so many unless it ends; returns how many. */
  private int readAlong(int most) throws IOException {
    int from = frame.room(most); // which may need another array
    int read = input().readNBytes(frame.bytes(), from, most);
    frame.skip(read);
    return read;
  }

  /** Returns how long the body is; 0 if there is none, -1 if only its end will tell. */
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
    Spool rest = new Spool(buffers);
    spool = rest;
    byte[] block = new byte[READ_BYTES];
    InputStream in = input();
    for (int read; (read = in.read(block)) > 0; ) {
      rest.append(block, 0, read);
    }
  }

  /** Whether all of the body has been read that can be. */
  boolean isHere() {
    return spool != null || frame.kind() == FrameKind.REQUEST || inputFailure != null;
  }

  /**
   * Reads more of the body.
   *
   * @param least how many bytes are waited for, unless the body ends before
   * @param most how many are taken if they are there
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

  /** Gives back the room that the body has taken. */
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

  /** Whether the app has read more of the body than came with the request. */
  boolean wasAskedForInput() {
    return askedForInput;
  }

  /** Returns what reading the body has thrown, null if nothing. */
  @Nullable IOException inputFailure() {
    return inputFailure;
  }

  /** Names the request for a log line. */
  @Override
  public String toString() {
    return Escaped.text(
        environ.get(EnvironKeys.REQUEST_METHOD)
            + " "
            + environ.get(EnvironKeys.REQUEST_URI)
            + " ["
            + environ.get(EnvironKeys.REQUEST_ID) // a middleware may have it from a header
            + "]");
  }
}
