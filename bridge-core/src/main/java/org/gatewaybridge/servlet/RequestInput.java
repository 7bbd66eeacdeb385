package org.gatewaybridge.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code wsgi.input}: the request's body. It opens the servlet's stream at the first read, and a
 * body that breaks off throws; it never looks complete. Closing it does nothing: the rest of the
 * body is the container's.
 */
final class RequestInput extends InputStream {
  private @Nullable HttpServletRequest request;
  private @Nullable ServletInputStream in;
  private long missing;
  private boolean broken;

  RequestInput(HttpServletRequest request) {
    this.request = request;
  }

  /** Whether a read has failed. */
  boolean broken() {
    return broken;
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
    try {
      int read = open.read(bytes, offset, length);
      if (read > 0) {
        missing -= read;
      } else if (missing > 0) {
        throw new EOFException(
            "The request's body ended " + missing + " bytes before its Content-Length");
      }
      return read;
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw e;
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
      missing = request.getContentLengthLong();
      in = request.getInputStream();
    }
    return in;
  }
}
