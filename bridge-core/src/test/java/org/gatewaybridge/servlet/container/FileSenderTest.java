package org.gatewaybridge.servlet.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.gatewaybridge.engine.ClientGone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of stream gets the same bytes, in the way that it is fastest with. */
class FileSenderTest {
  private static final int SIZE = 1_000_000;
  private static final int BEGIN = 7;

  private final byte[] bytes = new byte[SIZE];
  private final Path file;
  private final FileSender sender = new FileSender();

  FileSenderTest(@TempDir Path folder) throws IOException {
    new Random(1).nextBytes(bytes);
    file = Files.write(folder.resolve("file"), bytes);
  }

  /** What a container's stream may have. */
  enum Kind {
    BYTES,
    BUFFER,
    CHANNEL;

    Bytes stream() {
      return switch (this) {
        case BYTES -> new Bytes();
        case BUFFER -> new Buffers();
        case CHANNEL -> new WholeChannel();
      };
    }
  }

  /** A stream of bytes that remembers by which way they came. */
  public static class Bytes extends OutputStream {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    Kind by = Kind.BYTES;
    boolean broken;
    boolean lost;

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      if (broken) {
        throw new IOException("Broken pipe");
      }
      if (lost) {
        throw new IllegalArgumentException("newPosition > limit");
      }
      taken.write(block, offset, length);
    }
  }

  /** As Servlet 6.1 has it. */
  public static class Buffers extends Bytes {
    public void write(ByteBuffer block) throws IOException {
      by = Kind.BUFFER;
      byte[] copy = new byte[block.remaining()];
      block.get(copy);
      write(copy, 0, copy.length);
    }
  }

  /** As Undertow has it: from the position to the end, and again as long as nothing comes. */
  public static class WholeChannel extends Buffers {
    public void transferFrom(FileChannel source) throws IOException {
      by = Kind.CHANNEL;
      WritableByteChannel target = Channels.newChannel((OutputStream) this);
      for (long at = source.position(); at < source.size(); ) {
        at += source.transferTo(at, source.size() - at, target);
      }
    }
  }

  private long send(int length, Bytes stream) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return sender.send(channel.position(BEGIN), length, stream, ClientGone::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void partIsSentByTheFastestWay(Kind kind) throws IOException {
    Bytes stream = kind.stream();

    assertThat(send(SIZE - 100, stream)).isEqualTo(SIZE - 100);

    assertThat(stream.by).isEqualTo(kind);
    assertThat(stream.taken.toByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, BEGIN, BEGIN + SIZE - 100));
  }

  @ParameterizedTest
  @EnumSource
  void littleIsSentAsBytes(Kind kind) throws IOException {
    Bytes stream = kind.stream();

    assertThat(send(1000, stream)).isEqualTo(1000);

    assertThat(stream.by).isEqualTo(Kind.BYTES);
    assertThat(stream.taken.toByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, BEGIN, BEGIN + 1000));
  }

  @ParameterizedTest
  @EnumSource
  void fileThatEndsEarlyIsCounted(Kind kind) throws IOException {
    Bytes stream = kind.stream();

    assertThat(send(SIZE + 1, stream)).isEqualTo(SIZE - BEGIN);

    assertThat(stream.taken.size()).isEqualTo(SIZE - BEGIN);
  }

  @ParameterizedTest
  @EnumSource
  void failureToWriteSaysThatTheClientIsGone(Kind kind) {
    Bytes stream = kind.stream();
    stream.broken = true;

    assertThatThrownBy(() -> send(SIZE - 100, stream))
        .isInstanceOf(ClientGone.class)
        .hasRootCauseMessage("Broken pipe");
  }

  @ParameterizedTest
  @EnumSource
  void uncheckedFailureToWriteIsConvertedToo(Kind kind) {
    Bytes stream = kind.stream();
    stream.lost = true;

    assertThatThrownBy(() -> send(SIZE - 100, stream))
        .isInstanceOf(ClientGone.class)
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void largePartIsMapped() throws IOException {
    int large = (64 << 20) + 1;
    try (FileChannel grown = FileChannel.open(file, StandardOpenOption.WRITE)) {
      grown.write(ByteBuffer.wrap(new byte[] {1}), BEGIN + large); // one byte after the part
    }
    Buffers stream = new Buffers();

    assertThat(send(large, stream)).isEqualTo(large);

    assertThat(stream.by).isEqualTo(Kind.BUFFER);
    assertThat(stream.taken.size()).isEqualTo(large);
    assertThat(Arrays.copyOf(stream.taken.toByteArray(), SIZE - BEGIN))
        .isEqualTo(Arrays.copyOfRange(bytes, BEGIN, SIZE));
  }

  /** Fails as a system call does that reads what was cut off a mapped file. */
  public static final class Truncating extends Buffers {
    private final Path file;

    Truncating(Path file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer block) throws IOException {
      block.position(SIZE);
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(SIZE);
      }
      throw new IOException("Bad address");
    }
  }

  @Test
  void mappedFileThatBecomesShorterIsNoGoneClient() throws IOException {
    int large = (64 << 20) + 1;
    try (FileChannel grown = FileChannel.open(file, StandardOpenOption.WRITE)) {
      grown.write(ByteBuffer.wrap(new byte[] {1}), BEGIN + large);
    }

    assertThat(send(large, new Truncating(file))).isEqualTo(SIZE);
  }
}
