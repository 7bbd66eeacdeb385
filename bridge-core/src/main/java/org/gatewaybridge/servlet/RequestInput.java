package org.gatewaybridge.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.gatewaybridge.timeouts.WatchedSink;
import org.jspecify.annotations.Nullable;

/**
 * {@code wsgi.input}: the request's body. It opens the servlet's stream at the first read, and a
 * body that breaks off throws; it never looks complete. After a failed read the servlet's stream is
 * asked for nothing more: Undertow's would go on with the bytes of another request. Closing it does
 * nothing: the rest of the body is the container's.
 */
final class RequestInput extends InputStream {
  private final WatchedSink watched;
  private final HttpServletResponse response;
  private final long most;
  private volatile @Nullable HttpServletRequest request; // an app may read on another thread
  private @Nullable ServletInputStream in;
  private long declared;
  private long missing;
  private long taken;
  private boolean atEnd;
  private volatile @Nullable Throwable failure;

  /**
   * Makes the input of a request.
   *
   * @param watched is told while a read waits for the client
   * @param most how many bytes the body may have, 0 for any number
   */
  RequestInput(
      HttpServletRequest request, HttpServletResponse response, WatchedSink watched, long most) {
    this.request = request;
    this.response = response;
    this.watched = watched;
    this.most = most;
  }

  /** Returns what a read has thrown through the client's fault, null if none has. */
  @Nullable Throwable failure() {
    return failure instanceof TakenBefore ? null : failure;
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
    return asked(open -> length == 0 ? 0 : atEnd ? -1 : counted(open.read(bytes, offset, length)));
  }

  @Override
  public int available() throws IOException {
    return asked(open -> atEnd ? 0 : open.available());
  }

  /** What is asked of the servlet's stream. */
  private interface Asked {
    int of(ServletInputStream open) throws IOException;
  }

  private int asked(Asked what) throws IOException {
    Throwable before = failure;
    if (before != null) {
      throw new IOException("The request's body cannot be read on; an earlier read failed", before);
    }
    ServletInputStream stream = open();
    try {
      watched.enter();
      try {
        return what.of(stream);
      } finally {
        watched.leave();
      }
    } catch (Throwable e) {
      failure = e;
      HttpServletRequest open = request;
      if (open != null) {
        FailedRead.undo(e, open, response);
      }
      throw e;
    }
  }

  private int counted(int read) throws IOException {
    if (read < 0) {
      if (missing > 0) {
        throw early();
      }
      atEnd = true;
      return -1;
    }
    missing -= read;
    taken += read;
    if (most > 0 && taken > most) {
      throw new TooLarge(most);
    }
    return read;
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

  private ServletInputStream open() throws IOException {
    HttpServletRequest asked = request;
    if (asked == null) {
      throw new IOException("The request has ended; read wsgi.input while the app's call runs");
    }
    ServletInputStream open = in;
    if (open == null) {
      declared = asked.getContentLengthLong();
      missing = declared;
      open = asked.getInputStream();
      in = open;
    }
    return open;
  }
}
