package org.gatewaybridge.engine;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A body made of a stream, from where it stands to its end: what {@code wsgi.file_wrapper} makes.
 *
 * @param blockBytes the most bytes of a chunk
 * @param most the most bytes of the body, which may end before the stream
 */
public record StreamBody(InputStream in, int blockBytes, long most)
    implements Iterable<byte[]>, AutoCloseable {

  /** Refuses a block size that would never end. */
  public StreamBody {
    if (blockBytes < 1) {
      throw new IllegalArgumentException(
          "wsgi.file_wrapper got a block size of " + blockBytes + "; give 1 or more bytes");
    }
  }

  /** A body up to the end of the stream. */
  public StreamBody(InputStream in, int blockBytes) {
    this(in, blockBytes, Long.MAX_VALUE);
  }

  /** The number of bytes to come, known for a regular file; -1 for any other stream. */
  long length() throws IOException {
    if (in.getClass() != FileInputStream.class) { // a subclass may read something else
      return ResponseHead.UNKNOWN;
    }
    long size = file().size();
    if (size == 0) { // devices and /proc say that, and pipes, which have no position
      return ResponseHead.UNKNOWN;
    }
    long rest = size - file().position();
    return rest > 0 ? Math.min(rest, most) : ResponseHead.UNKNOWN;
  }

  /** The file to send, where the length is known. */
  FileChannel file() {
    return ((FileInputStream) in).getChannel();
  }

  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {
      private byte @Nullable [] next = null;
      private long left = most;

      @Override
      public boolean hasNext() {
        if (next == null) {
          next = read((int) Math.min(blockBytes, left));
          left -= next.length;
        }
        return next.length > 0;
      }

      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        byte[] chunk = next;
        next = null;
        return chunk == null ? new byte[0] : chunk;
      }
    };
  }

  private byte[] read(int count) {
    try {
      byte[] block = new byte[count];
      int length = in.read(block);
      return length == count ? block : java.util.Arrays.copyOf(block, Math.max(length, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
