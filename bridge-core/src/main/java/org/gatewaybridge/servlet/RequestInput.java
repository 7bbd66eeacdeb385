package org.gatewaybridge.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.gatewaybridge.engine.WatchedSink;
import org.jspecify.annotations.Nullable;

/**
 * {@code wsgi.input}: the request's body. It opens the servlet's stream at the first read, and a
 * body that breaks off throws; it never looks complete. Closing it does nothing: the rest of the
 * body is the container's.
 */
final class RequestInput extends InputStream {
  private final WatchedSink watched;
  private final long most;
  private @Nullable HttpServletRequest request;
  private @Nullable ServletInputStream in;
  private long declared;
  private long missing;
  private long taken;
  private @Nullable Exception failure;

  /**
   * Makes the input of a request.
   *
   * @param watched is told while a read waits for the client
   * @param most how many bytes the body may have, 0 for any number
   */
  RequestInput(HttpServletRequest request, WatchedSink watched, long most) {
    this.request = request;
    this.watched = watched;
    this.most = most;
  }

  /** Returns what a read has thrown, null if none has. */
  @Nullable Exception failure() {
    return failure;
  }

  /** Ends all reading: the request is over. */
  void end() {
    request = null;
    in = null;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    ServletInputStream open = open();
    watched.enter();
    try {
      int read = open.read(bytes, offset, length);
      if (read < 0 && missing > 0) {
        throw early();
      }
      missing -= Math.max(read, 0);
      taken += Math.max(read, 0);
      if (most > 0 && taken > most) {
        throw new TooLarge(most);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof TakenBefore)) {
        failure = e;
      }
      throw e;
    } finally {
      watched.leave();
    }
  }

  private IOException early() {
    return missing == declared
        ? new TakenBefore(declared)
        : new EOFException(
            "The request's body ended " + missing + " bytes before its Content-Length");
  }

  /** The fact that somebody else has read the body: no fault of the client's. */
  private static final class TakenBefore extends IOException {
    private static final long serialVersionUID = 1L;

    TakenBefore(long length) {
      super(
          "None of the request's "
              + length
              + " bytes are left; a filter in front of the app has read them, perhaps by"
              + " getParameter");
    }
  }

  /** The fact that a body without a length is longer than the deployment takes. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long most) {
      super("The request's body has more than gateway.max-request-bytes, " + most);
    }
  }

  @Override
  public int available() throws IOException {
    return open().available();
  }

  private ServletInputStream open() throws IOException {
    if (in == null) {
      if (request == null) {
        throw new IOException("The request has ended; read wsgi.input while the app's call runs");
      }
      declared = request.getContentLengthLong();
      missing = declared;
      in = request.getInputStream();
    }
    return in;
  }
}
