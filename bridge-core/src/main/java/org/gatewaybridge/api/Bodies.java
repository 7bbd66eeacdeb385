package org.gatewaybridge.api;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** Makes response bodies. */
public final class Bodies {
  private Bodies() {}

  /** A body without bytes. */
  public static Iterable<byte[]> empty() {
    return List.of();
  }

  /**
   * A body of that text; the gateway sets its Content-Length. The charset belongs into
   * Content-Type, by the app.
   */
  public static Iterable<byte[]> of(String text, Charset charset) {
    return List.of(text.getBytes(charset));
  }

  /** A body of those bytes, not copied; the gateway sets its Content-Length. */
  public static Iterable<byte[]> of(byte[] bytes) {
    return List.of(bytes);
  }

  /**
   * A body of a whole file, sent by the container's fastest way; the gateway sets its
   * Content-Length.
   *
   * @throws IOException if there is no such readable regular file
   */
  public static FileBody file(Path file) throws IOException {
    return FileBody.of(file);
  }

  /**
   * A body of a part of a file, for answers to range requests.
   *
   * @param position the first byte, counted from 0
   * @param length the number of bytes
   * @throws IOException if there is no such readable regular file or it ends before the part does
   */
  public static FileBody file(Path file, long position, long length) throws IOException {
    return FileBody.of(file, position, length);
  }

  /**
   * A body that runs something when it is closed, after it has closed the body inside it. A
   * Collection of chunks stays one, so that the gateway still sets the Content-Length of a single
   * chunk; a file is sent chunk by chunk.
   *
   * @param onClose runs once, on the request's thread; its exception is logged
   */
  public static Iterable<byte[]> closing(Iterable<byte[]> body, AutoCloseable onClose) {
    ClosingBody closing = new ClosingBody(body, onClose);
    return body instanceof Collection<byte[]> chunks
        ? new ClosingCollection(closing, chunks)
        : closing;
  }

  private record ClosingBody(Iterable<byte[]> body, AutoCloseable onClose)
      implements Iterable<byte[]>, AutoCloseable {
    @Override
    public Iterator<byte[]> iterator() {
      return body.iterator();
    }

    @Override
    public void close() throws Exception {
      try (AutoCloseable last = onClose) {
        if (body instanceof AutoCloseable closeable) {
          closeable.close();
        }
      }
    }
  }

  private static final class ClosingCollection extends AbstractCollection<byte[]>
      implements AutoCloseable {
    private final ClosingBody closing;
    private final Collection<byte[]> chunks;

    ClosingCollection(ClosingBody closing, Collection<byte[]> chunks) {
      this.closing = closing;
      this.chunks = chunks;
    }

    @Override
    public int size() {
      return chunks.size();
    }

    @Override
    public Iterator<byte[]> iterator() {
      return chunks.iterator();
    }

    @Override
    public void close() throws Exception {
      closing.close();
    }
  }
}
