package org.gatewaybridge.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBodyTest {
  private static final int CHUNK = 64 * 1024;

  private final Path folder;
  private final Path file;

  FileBodyTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.file = Files.writeString(folder.resolve("digits"), "0123456789");
  }

  @Test
  void wholeFileIsOneBody() throws IOException {
    FileBody body = Bodies.file(file);

    assertThat(body).isEqualTo(new FileBody(file, 0, 10));
    assertThat(bytes(body)).asString(US_ASCII).isEqualTo("0123456789");
  }

  @Test
  void partOfAFileIsCountedFromZero() throws IOException {
    assertThat(bytes(Bodies.file(file, 2, 3))).asString(US_ASCII).isEqualTo("234");
    assertThat(bytes(Bodies.file(file, 9, 1))).asString(US_ASCII).isEqualTo("9");
    assertThat(bytes(Bodies.file(file, 10, 0))).isEmpty();
  }

  @Test
  void emptyFileHasNoChunk() throws IOException {
    assertThat(Bodies.file(Files.createFile(folder.resolve("empty")))).isEmpty();
  }

  @Test
  void partBeyondTheEndIsRefused() {
    assertThatThrownBy(() -> Bodies.file(file, 8, 3))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has 10 bytes; it has no 3 bytes from byte 8");
    assertThatThrownBy(() -> Bodies.file(file, 11, 0)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Bodies.file(file, 1, Long.MAX_VALUE)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Bodies.file(file, Long.MAX_VALUE, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void negativeNumberIsRefused() {
    assertThatThrownBy(() -> Bodies.file(file, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A part of a file from byte -1, 1 long; neither they nor their sum can be negative");
    assertThatThrownBy(() -> Bodies.file(file, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void partThatNoNumberCanEndIsRefused() {
    assertThatThrownBy(() -> new FileBody(file, Long.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoRegularFileIsRefused() {
    assertThatThrownBy(() -> Bodies.file(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no readable regular file");
    assertThatThrownBy(() -> Bodies.file(folder.resolve("none"), 0, 1))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void bigFileComesInChunks() throws IOException {
    byte[] big = new byte[2 * CHUNK + 1];
    new Random(1).nextBytes(big);
    FileBody body = Bodies.file(Files.write(folder.resolve("big"), big));

    assertThat(body).extracting(chunk -> chunk.length).containsExactly(CHUNK, CHUNK, 1);
    assertThat(bytes(body)).isEqualTo(big);
  }

  @Test
  void openStandsAtThePosition() throws IOException {
    try (FileChannel opened = Bodies.file(file, 4, 2).open();
        InputStream in = Channels.newInputStream(opened)) {
      assertThat(in.readAllBytes()).asString(US_ASCII).isEqualTo("456789");
    }
  }

  @Test
  void openOfAFileThatBecameShorterFails() throws IOException {
    FileBody body = Bodies.file(file, 4, 2);
    Files.writeString(file, "01");

    assertThatThrownBy(body::open).isInstanceOf(IOException.class);
  }

  @Test
  void fileThatBecameShorterEndsInAFailure() throws IOException {
    Iterator<byte[]> chunks = Bodies.file(file).iterator();
    Files.writeString(file, "01");

    assertThatThrownBy(chunks::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("became shorter");
  }

  @Test
  void nothingComesAfterTheLastChunk() throws IOException {
    Iterator<byte[]> chunks = Bodies.file(file).iterator();

    assertThat(chunks.next()).hasSize(10);
    assertThat(chunks.hasNext()).isFalse();
    assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
  }

  private static byte[] bytes(Iterable<byte[]> body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] chunk : body) {
      bytes.write(chunk);
    }
    return bytes.toByteArray();
  }
}
