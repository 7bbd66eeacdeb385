package org.gatewaybridge.python.calls;

import java.io.IOException;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.python.buffers.Buffers;
import org.gatewaybridge.python.buffers.Spool;
import org.gatewaybridge.python.slots.FrameKind;
import org.gatewaybridge.python.slots.FrameWriter;
import org.gatewaybridge.websocket.EventWebSocketRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as a worker gets it: a frame with the environ and the beginning of the body, and the
 * rest of the body when the app asks for it.
 */
public final class PythonRequest implements AutoCloseable {
  private static final int USUAL_BYTES = 2048;
  private static final String TRANSFER_ENCODING = "HTTP_TRANSFER_ENCODING";

  private final Map<String, Object> environ;
  private final FrameWriter frame = new FrameWriter(USUAL_BYTES);
  private final RequestBody body;
  private final boolean isBuffered;
  private final boolean asScope;

  private PythonRequest(Map<String, Object> environ, @Nullable Buffers buffers, boolean asScope) {
    this.environ = environ;
    this.asScope = asScope;
    body = new RequestBody(environ, buffers);
    isBuffered = buffers != null;
  }

  /**
   * Reads the environ and the body, before a worker is taken.
   *
   * @param buffers the room for the body; null if what is above 64 KiB stays with the client until
   *     the app asks for it
   * @throws TooLarge if the body is longer than the buffers can ever hold
   * @throws Spool.Full if there is no room for the body now
   * @throws IOException if the body is broken off and its length is not known
   */
  static PythonRequest read(Map<String, Object> environ, @Nullable Buffers buffers)
      throws IOException {
    return read(environ, buffers, false);
  }

  /**
   * Reads the environ and the body, before a worker is taken.
   *
   * @param asScope whether it goes to an ASGI app, and is sent as such a one takes it
   */
  public static PythonRequest read(
      Map<String, Object> environ, @Nullable Buffers buffers, boolean asScope) throws IOException {
    PythonRequest request = new PythonRequest(environ, buffers, asScope);
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
      super("its body has " + length + " bytes or more; at most " + most + " are buffered");
    }
  }

  FrameWriter frame() {
    return frame;
  }

  /** Returns a value of the environ, null if it has none. */
  public @Nullable Object value(String key) {
    return environ.get(key);
  }

  RequestBody body() {
    return body;
  }

  private void write() throws IOException {
    if (asScope) {
      boolean isSocket = environ.get(EnvironKeys.WEBSOCKET) instanceof EventWebSocketRequest;
      ScopeWriter.write(frame, environ, isSocket ? "websocket" : "http");
    } else {
      writeEnviron();
    }
    boolean whole = body.begin(frame);
    if (body.counted() >= 0) { // it takes the place of one that is there
      frame.insert(EnvironKeys.CONTENT_LENGTH, Long.toString(body.counted()));
    }
    frame.end(whole ? FrameKind.REQUEST : FrameKind.OPEN_REQUEST);
  }

  private void writeEnviron() {
    frame.beginDict();
    environ.forEach(
        (name, value) -> {
          // Only text is sent: the other values are the gateway's own, or the Python side sets
          // them. A body that is read whole has a length instead of a transfer coding.
          if (value instanceof String text && !(isBuffered && name.equals(TRANSFER_ENCODING))) {
            if (name.equals(EnvironKeys.PATH_INFO) || name.equals(EnvironKeys.SCRIPT_NAME)) {
              frame.putUtf8(name, text); // the gateway has decoded it
            } else {
              frame.put(name, text);
            }
          }
        });
    frame.endDict();
  }

  /** Lets go of the frame and of the buffers that the body has taken. */
  @Override
  public void close() {
    frame.release(); // its response may take much longer
    body.close();
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
