package org.gatewaybridge.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.gatewaybridge.engine.FixedAnswer;
import org.gatewaybridge.timeouts.CallProgress;
import org.jspecify.annotations.Nullable;

/**
 * {@code wsgi.input}: the request's body. It opens the servlet's stream at the first read. A body
 * that breaks off throws; it never looks complete. After a failed read the servlet's stream is not
 * read again: Undertow's would go on with the bytes of another request. Closing it does nothing:
 * the container takes care of the rest of the body.
 */
final class RequestInput extends InputStream {
  private static final int CAUSES = 100; // a chain may be a circle

  private final CallProgress progress;
  private volatile @Nullable Exchange exchange; // an app may read on another thread
  private @Nullable ServletInputStream in;
  private long most; // 0 for any number
  private long declared;
  private long missing;
  private long taken;
  private boolean atEnd;
  private volatile @Nullable Throwable failure;

  /**
   * Makes the input of a request.
   *
   * @param progress records that a read waits for the client
   */
  RequestInput(Exchange exchange, CallProgress progress) {
    this.exchange = exchange;
    this.progress = progress;
  }

  /** Returns what a read has thrown by the client's fault, null if none has. */
  @Nullable Throwable failure() {
    return failure instanceof TakenBefore ? null : failure;
  }

  /** Returns the answer to a failure of the app: 400 or 413 if a read of the body has caused it. */
  FixedAnswer answerTo(Throwable appFailure) {
    Throwable broken = failure();
    boolean ofRequest =
        broken != null
            && Stream.iterate(appFailure, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES)
                .anyMatch(cause -> cause == broken);
    if (!ofRequest) {
      return FixedAnswer.INTERNAL_SERVER_ERROR;
    }
    return broken instanceof TooLarge ? FixedAnswer.CONTENT_TOO_LARGE : FixedAnswer.BAD_REQUEST;
  }

  /** Ends all reading: the request is over. */
  void end() {
    exchange = null;
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
    return perform(
        open -> length == 0 ? 0 : atEnd ? -1 : counted(open.read(bytes, offset, length)));
  }

  @Override
  public int available() throws IOException {
    return perform(open -> atEnd ? 0 : open.available());
  }

  /** An operation on the servlet's stream. */
  private interface Operation {
    int run(ServletInputStream open) throws IOException;
  }

  private int perform(Operation operation) throws IOException {
    Throwable before = failure;
    if (before != null) {
      throw new IOException("The request's body cannot be read on; an earlier read failed", before);
    }
    ServletInputStream stream = open();
    try {
      progress.enter();
      try {
        return operation.run(stream);
      } finally {
        progress.leave();
      }
    } catch (Throwable e) {
      failure = e;
      Exchange open = exchange;
      if (open != null) {
        open.container().restoreAfterFailedRead(e, open.request(), open.response());
      }
      throw e;
    }
  }

  private int counted(int read) throws IOException {
    if (read < 0) {
      if (missing > 0 && isClients()) {
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

  /** Whether the body is the one that the client has sent: a filter may unpack it, for example. */
  private boolean isClients() {
    Exchange of = exchange;
    if (of == null || !(of.request() instanceof ServletRequestWrapper)) {
      return true;
    }
    ServletRequest own = of.request();
    while (own instanceof ServletRequestWrapper wrapper) {
      own = wrapper.getRequest();
    }
    try {
      return own.getInputStream() == (in instanceof HandedInput handed ? handed.source() : in);
    } catch (IOException | IllegalStateException e) { // the filter has read it as text
      return false;
    }
  }

  private IOException early() {
    return missing == declared
        ? new TakenBefore(declared)
        : new EOFException(
            "The request's body ended " + missing + " bytes before its Content-Length");
  }

  /** Thrown if somebody else has read the body, which is not the client's fault. */
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

  /** Thrown if a body without a length is longer than the deployment allows. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(long most) {
      super("The request's body has more than gateway.max-request-bytes, " + most);
    }
  }

  private ServletInputStream open() throws IOException {
    Exchange of = exchange;
    if (of == null) {
      throw new IOException("The request has ended; read wsgi.input while the app's call runs");
    }
    ServletInputStream open = in;
    if (open == null) {
      most = of.context().maxRequestBytes();
      declared = of.request().getContentLengthLong();
      missing = declared;
      open = of.request().getInputStream();
      in = open;
    }
    return open;
  }
}
