package org.gatewaybridge.python;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.engine.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * A request as a worker gets it: the frame with its environ, and its body, small ones in that frame
 * and others when the app asks.
 */
final class PythonRequest {
  private static final int USUAL_BYTES = 2048;
  private static final int SENT_ALONG = 64 * 1024;

  private final Map<String, Object> environ;
  private final FrameWriter frame = new FrameWriter(USUAL_BYTES);
  private @Nullable IOException inputFailure;
  private boolean askedForInput;

  private PythonRequest(Map<String, Object> environ) {
    this.environ = environ;
  }

  /** Reads the environ, and a small body whole, before any worker is held. */
  static PythonRequest of(Map<String, Object> environ) {
    PythonRequest request = new PythonRequest(environ);
    request.write();
    return request;
  }

  FrameWriter frame() {
    return frame;
  }

  private void write() {
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

  /** Whether the frame now holds the whole body. */
  private boolean hasWholeBody() {
    if (!(environ.get(EnvironKeys.CONTENT_LENGTH) instanceof String declared)) {
      return !environ.containsKey("HTTP_TRANSFER_ENCODING")
          && environ.get(EnvironKeys.SERVER_PROTOCOL) instanceof String protocol
          && protocol.startsWith("HTTP/1."); // HTTP/2 has bodies without either header
    }
    long length = Long.parseLong(declared);
    if (length > SENT_ALONG || environ.containsKey("HTTP_EXPECT")) {
      return length == 0;
    }
    int wanted = (int) length;
    int from = frame.room(wanted);
    try {
      int read = input().readNBytes(frame.bytes(), from, wanted);
      frame.skip(read);
      return read == wanted;
    } catch (IOException e) {
      inputFailure = e; // the app meets it where it reads
      return false;
    }
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
    if (inputFailure != null) {
      throw inputFailure;
    }
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
