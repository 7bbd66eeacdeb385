package org.gatewaybridge.python.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class SpoolTest {
  private static final int MIB = 1 << 20;

  private @TempDir Path folder;

  @Test
  void bytesComeBackInTheirOrderFromMemoryAndDisk() throws Exception {
    Buffers buffers = new Buffers(MIB / 2, 8 * MIB, folder);
    byte[] all = new byte[3 * MIB + 17];
    new Random(1).nextBytes(all);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (Spool spool = Spool.ofBody(buffers)) {
      Random sizes = new Random(2);
      for (int at = 0; at < all.length; ) {
        int size = Math.min(all.length - at, 1 + sizes.nextInt(100_000));
        spool.append(all, at, size);
        at += size;
        read(spool, got, sizes.nextInt(50_000));
      }
      assertThat(buffers.disk()).isPositive();
      while (!spool.isEmpty()) {
        read(spool, got, 64 * 1024);
      }
    }

    assertThat(got.toByteArray()).isEqualTo(all);
    assertThat(buffers.memory()).isZero();
    assertThat(buffers.disk()).isZero();
  }

  private static void read(Spool spool, ByteArrayOutputStream to, int most) throws IOException {
    byte[] block = new byte[most];
    to.write(block, 0, spool.read(block, 0, most));
  }

  @Test
  void closedOneDoesNotLookReadToItsEnd() throws Exception {
    Spool spool = Spool.ofBody(new Buffers(MIB, MIB, folder));
    spool.append(new byte[100], 0, 100);
    spool.close();

    assertThatThrownBy(() -> spool.read(new byte[100], 0, 100)).isInstanceOf(IOException.class);
  }

  @Test
  void fileThatHasLostBytesDoesNotLookReadToItsEnd() throws Exception {
    try (FileChannel channel = new Buffers(0, MIB, folder).createFile()) {
      SpoolFile file = new SpoolFile(channel);
      file.append(ByteBuffer.allocate(100));
      channel.truncate(60);

      assertThat(file.read(new byte[100], 0, 100)).isEqualTo(60);
      assertThatThrownBy(() -> file.read(new byte[100], 0, 100)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void fileHasNoNameWhileItIsUsed() throws Exception {
    Buffers buffers = new Buffers(0, MIB, folder);
    try (Spool spool = Spool.ofBody(buffers)) {
      spool.append(new byte[100], 0, 100);
      assertThat(buffers.disk()).isEqualTo(100);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void whatHasNoRoomIsRefusedAndTheRestIsKept() throws Exception {
    Buffers buffers = new Buffers(0, 150, folder);
    try (Spool spool = Spool.ofBody(buffers)) {
      spool.append(new byte[100], 0, 100);

      assertThatThrownBy(() -> spool.append(new byte[51], 0, 51)).isInstanceOf(Spool.Full.class);
      assertThat(buffers.disk()).isEqualTo(100);
      assertThat(spool.read(new byte[200], 0, 200)).isEqualTo(100);
    }
    assertThat(buffers.disk()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 7777, 10_000, 16_383, 16_384, 16_385, 32_768, 40_000, 70_000})
  void nothingOfAChunkThatHasNoRoomIsKept(int size) throws Exception {
    for (Buffers buffers :
        List.of(
            new Buffers(5 * 16_384 + 1, 0, folder), // the memory ends in a chunk
            new Buffers(8 * MIB, 0, folder), // the most that one may have ends in a chunk
            new Buffers(5 * 16_384, 100_000, folder), // the disk ends in a chunk
            new Buffers(5 * 16_384, MIB, folder.resolve("missing")))) {
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      ByteArrayOutputStream taken = new ByteArrayOutputStream();
      byte[] chunk = new byte[size];
      Random bytes = new Random(size);
      try (Spool spool = Spool.ofBody(buffers)) {
        boolean full = false;
        for (int refused = 0; refused < 3; refused += full ? 1 : 0, full = false) {
          bytes.nextBytes(chunk);
          long before = buffers.memory();
          try {
            spool.append(chunk, 0, size);
            taken.write(chunk);
          } catch (Spool.Full e) {
            full = true;
            assertThat(buffers.memory()).isEqualTo(before);
            read(spool, got, 20_000); // and again when some has been read
          }
        }
        while (!spool.isEmpty()) {
          read(spool, got, 20_000);
        }
        assertThat(buffers.memory()).isZero();
        assertThat(buffers.disk()).isZero();
      }
      assertThat(got.toByteArray()).isEqualTo(taken.toByteArray());
      assertThat(buffers.memory()).isZero();
    }
  }

  @Test
  void diskIsGivenBackAsItIsRead() throws Exception {
    Buffers buffers = new Buffers(0, 64 * MIB, folder);
    byte[] block = new byte[MIB];
    try (Spool spool = Spool.ofBody(buffers)) {
      for (int i = 0; i < 12; i++) {
        spool.append(block, 0, MIB);
      }
      for (int i = 0; i < 9; i++) {
        assertThat(spool.read(block, 0, MIB)).isEqualTo(MIB);
      }
      assertThat(buffers.disk()).isEqualTo(4 * MIB); // three of them in the file that is being read

      for (int i = 0; i < 3; i++) {
        assertThat(spool.read(block, 0, MIB)).isEqualTo(MIB);
      }
      assertThat(buffers.disk()).isZero();
      assertThat(spool.isEmpty()).isTrue();
    }
  }

  @Test
  void readerThatKeepsUpNeedsNoMoreThanItIsBehind() throws Exception {
    Buffers buffers = new Buffers(0, 40 * MIB, folder); // an answer may have 10
    byte[] block = new byte[MIB];
    try (Spool spool = Spool.ofAnswer(buffers)) {
      spool.append(block, 0, MIB);
      for (int i = 0; i < 30; i++) {
        spool.append(block, 0, MIB);
        assertThat(spool.read(block, 0, MIB)).isEqualTo(MIB);
      }
    }
    assertThat(buffers.disk()).isZero();
  }

  @Test
  void memoryIsUsedAgainWhenTheDiskHasBeenRead() throws Exception {
    Buffers buffers = new Buffers(MIB, 2 * MIB, folder);
    byte[] block = new byte[3 * MIB];
    try (Spool spool = Spool.ofBody(buffers)) {
      spool.append(block, 0, 3 * MIB);
      while (!spool.isEmpty()) {
        assertThat(spool.read(block, 0, MIB)).isPositive();
      }

      spool.append(block, 0, MIB);
      assertThat(buffers.memory()).isEqualTo(MIB);
      assertThat(buffers.disk()).isZero();
    }
  }

  @Test
  void answersLeaveHalfOfTheDiskToBodiesAndEachLeavesSomeToTheOthers() throws Exception {
    Buffers buffers = new Buffers(0, 400, folder);
    try (Spool first = Spool.ofAnswer(buffers);
        Spool second = Spool.ofAnswer(buffers);
        Spool third = Spool.ofAnswer(buffers);
        Spool body = Spool.ofBody(buffers)) {
      first.append(new byte[100], 0, 100);
      assertThatThrownBy(() -> first.append(new byte[1], 0, 1)).isInstanceOf(Spool.Full.class);
      second.append(new byte[100], 0, 100);
      assertThatThrownBy(() -> third.append(new byte[1], 0, 1)).isInstanceOf(Spool.Full.class);

      body.append(new byte[200], 0, 200);
      assertThat(buffers.disk()).isEqualTo(400);
    }
    assertThat(buffers.disk()).isZero();
  }

  @Test
  void diskThatFailsIsToldAsFull() {
    Buffers buffers = new Buffers(0, MIB, folder.resolve("missing"));
    try (Spool spool = Spool.ofBody(buffers)) {
      assertThatThrownBy(() -> spool.append(new byte[1], 0, 1))
          .isInstanceOf(Spool.Full.class)
          .hasMessageContaining("missing");
      assertThat(spool.isEmpty()).isTrue();
    }
    assertThat(buffers.disk()).isZero();
  }
}
