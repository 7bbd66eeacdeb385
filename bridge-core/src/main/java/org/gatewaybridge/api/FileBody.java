package org.gatewaybridge.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A body that is a file, or a part of one.
 *
 * <p>A gateway that meets it sends the bytes by the container's fastest way and never asks for a
 * chunk; a middleware may iterate it like any body. It opens the file only when it is sent.
 *
 * @param file the file; it must not change until the response has ended
 * @param position the first byte, counted from 0
 * @param length the number of bytes
 */
public record FileBody(Path file, long position, long length) implements Iterable<byte[]> {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** Checks the numbers; the file itself is looked at by {@link #of}. */
  public FileBody {
    if (position < 0 || length < 0 || position + length < 0) {
      throw new IllegalArgumentException(
          "A part of a file from byte "
              + position
              + ", "
              + length
              + " long; neither they nor their sum can be negative");
    }
  }

  /**
   * A whole file, as long as it is now.
   *
   * @throws IOException if there is no such readable regular file
   */
  public static FileBody of(Path file) throws IOException {
    return new FileBody(file, 0, sizeOf(file));
  }

  /**
   * A part of a file.
   *
   * @throws IOException if there is no such readable regular file or it ends before the part does
   */
  public static FileBody of(Path file, long position, long length) throws IOException {
    long size = sizeOf(file);
    if (position > size || length > size - position) {
      throw new IOException(
          file + " has " + size + " bytes; it has no " + length + " bytes from byte " + position);
    }
    return new FileBody(file, position, length);
  }

  private static long sizeOf(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new NoSuchFileException(file.toString(), null, "no readable regular file");
    }
    return Files.size(file);
  }

  /**
   * Opens the file for reading, at {@code position}; the caller closes the channel and counts
   * {@code length} itself.
   *
   * @throws IOException if the file cannot be opened, or is no longer that long
   */
  public FileChannel open() throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      if (channel.size() < position) {
        throw new EOFException(file + " has become shorter than " + position + " bytes");
      }
      return channel.position(position);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads the part in chunks; the file is closed at its last chunk. */
  @Override
  public Iterator<byte[]> iterator() {
    return new Iterator<>() {
      private long next = position;

      @Override
      public boolean hasNext() {
        return next < position + length;
      }

      // Opens the file for each chunk, so that an iteration broken off holds nothing open.
      @Override
      public byte[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int wanted = (int) Math.min(CHUNK_BYTES, position + length - next);
        try (InputStream in = Files.newInputStream(file)) {
          in.skipNBytes(next);
          byte[] chunk = in.readNBytes(wanted);
          if (chunk.length < wanted) {
            throw new IOException(file + " became shorter while it was sent");
          }
          next += wanted;
          return chunk;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
