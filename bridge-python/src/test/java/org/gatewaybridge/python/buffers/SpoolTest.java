package org.gatewaybridge.python.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    try (Spool spool = new Spool(buffers)) {
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
    Spool spool = new Spool(new Buffers(MIB, MIB, folder));
    spool.append(new byte[100], 0, 100);
    spool.close();

    assertThatThrownBy(() -> spool.read(new byte[100], 0, 100)).isInstanceOf(IOException.class);
  }

  @Test
  void fileHasNoNameWhileItIsUsed() throws Exception {
    Buffers buffers = new Buffers(0, MIB, folder);
    try (Spool spool = new Spool(buffers)) {
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
    try (Spool spool = new Spool(buffers)) {
      spool.append(new byte[100], 0, 100);

      assertThatThrownBy(() -> spool.append(new byte[51], 0, 51)).isInstanceOf(Spool.Full.class);
      assertThat(spool.read(new byte[200], 0, 200)).isEqualTo(100);
      assertThat(buffers.disk()).isEqualTo(100);
    }
    assertThat(buffers.disk()).isZero();
  }

  @Test
  void diskThatFailsIsToldAsFull() {
    Buffers buffers = new Buffers(0, MIB, folder.resolve("missing"));
    try (Spool spool = new Spool(buffers)) {
      assertThatThrownBy(() -> spool.append(new byte[1], 0, 1))
          .isInstanceOf(Spool.Full.class)
          .hasMessageContaining("missing");
    }
    assertThat(buffers.disk()).isZero();
  }
}
