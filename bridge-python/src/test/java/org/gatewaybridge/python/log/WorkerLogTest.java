package org.gatewaybridge.python.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Python writes, in the pieces in which it comes. */
class WorkerLogTest {
  private static final String MARK = "\u001e0123456789abcdef";

  private final List<String> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Logger root = Logger.getLogger("");
  private final WorkerLog log = new WorkerLog("plain", System.Logger.Level.WARNING, MARK);

  @BeforeEach
  void listen() {
    root.addHandler(handler);
  }

  @AfterEach
  void stop() {
    root.removeHandler(handler);
  }

  private static byte[] piece(int pid, int number, char kind, boolean isLast, String text) {
    return piece(pid, number, kind, isLast, text.getBytes(UTF_8));
  }

  private static byte[] piece(int pid, int number, char kind, boolean isLast, byte[] data) {
    byte[] mark = MARK.getBytes(UTF_8);
    return ByteBuffer.allocate(mark.length + 12 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(mark)
        .putInt(pid)
        .putInt(number)
        .put((byte) kind)
        .put((byte) (isLast ? 1 : 0))
        .putShort((short) data.length)
        .put(data)
        .array();
  }

  private void write(byte[]... parts) {
    for (byte[] part : parts) {
      log.write(part, 0, part.length);
    }
  }

  private void raw(String text) {
    write(text.getBytes(UTF_8));
  }

  @Test
  void plainLineIsARecord() {
    raw("one\ntwo \u001b[31m\nthr");
    raw("ee\nrest");
    log.close();
    assertThat(records)
        .containsExactly(
            "WARNING plain one",
            "WARNING plain two \\u001b[31m",
            "WARNING plain three",
            "WARNING plain rest");
  }

  @Test
  void recordHasItsLevelAndLoggerAndItsFurtherLinesAreIndented() {
    write(piece(1, 0, 'L', true, "40\u001fshop.cart\u001fno stock\nLOGIN OK\r\n\u001b\n"));
    assertThat(records).containsExactly("SEVERE python.shop.cart no stock\n\tLOGIN OK\n\t\\u001b");
  }

  @Test
  void piecesOfManyAreKeptApart() {
    write(piece(1, 0, 'L', false, "30\u001fa\u001fone "));
    write(piece(2, 0, 'L', false, "20\u001fb\u001ftwo "));
    write(piece(1, 1, 'L', true, "30\u001fa\u001fbetween"));
    raw("plain ");
    write(piece(2, 0, 'L', true, "ends"));
    write(piece(1, 0, 'L', true, "ends"));
    raw("ends\n");
    assertThat(records)
        .containsExactly(
            "WARNING python.a between",
            "INFO python.b two ends",
            "WARNING python.a one ends",
            "WARNING plain plain ends");
  }

  @Test
  void bytesComeInAnyPortion() {
    raw("before\n");
    for (byte one : piece(1, 0, 'L', true, "30\u001fa\u001fé")) {
      log.write(one);
    }
    raw("\u001e0123 no mark\n");
    assertThat(records)
        .containsExactly(
            "WARNING plain before", "WARNING python.a é", "WARNING plain \\u001e0123 no mark");
  }

  @Test
  void whatIsPrintedAtOnceIsOneRecordHoweverManyLines() {
    write(piece(1, 0, 'T', true, "for bob\nLOGIN OK"));
    write(piece(2, 0, 'T', true, "other\n"));
    write(piece(1, 1, 'T', true, "\n"));
    write(piece(1, 2, 'T', true, "no end"));
    log.close();
    assertThat(records)
        .containsExactly(
            "WARNING plain other", "WARNING plain for bob\n\tLOGIN OK", "WARNING plain no end");
  }

  @Test
  void lastWordsOfAProcessNeedNoLineEnd() {
    write(piece(1, 0, 'T', true, "flushed"));
    write(piece(2, 0, 'T', true, "goes on"));
    raw("raw");
    write(piece(1, 0, 'E', true, ""));
    assertThat(records).containsExactly("WARNING plain flushed", "WARNING plain raw");
  }

  @Test
  void logThatFailsOnceGetsTheNextRecords() {
    Logger plain = Logger.getLogger("plain");
    plain.setFilter(
        record -> {
          if (record.getMessage().equals("fails")) {
            throw new OutOfMemoryError("on purpose");
          }
          return true;
        });
    List<byte[]> blocks =
        new ArrayList<>(List.of("fails\n".getBytes(UTF_8), "next\n".getBytes(UTF_8)));
    log.readAll(
        new InputStream() {
          @Override
          public int read(byte[] target, int from, int length) {
            if (blocks.isEmpty()) {
              return -1;
            }
            byte[] block = blocks.remove(0);
            System.arraycopy(block, 0, target, from, block.length);
            return block.length;
          }

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }
        });
    plain.setFilter(null);
    assertThat(records).containsExactly("WARNING plain next");
  }

  @Test
  void lettersAreNotCutBetweenPieces() {
    byte[] letters = "日本".getBytes(UTF_8);
    write(piece(1, 0, 'T', false, new byte[] {letters[0], letters[1]}));
    write(piece(1, 0, 'T', true, new byte[] {letters[2], letters[3]}));
    write(piece(1, 1, 'T', true, new byte[] {letters[4], letters[5], '\n'}));
    assertThat(records).containsExactly("WARNING plain 日本");
  }

  @Test
  void whatIsTooLongGoesOnBehindAnEllipsisAndIsSplitBetweenLetters() {
    String text = "日".repeat(LogText.LONGEST / 3 + 5000);
    raw(text);
    raw("\n");
    byte[] bytes = ("30\u001fa\u001f" + text).getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += 4000) {
      int end = Math.min(bytes.length, at + 4000);
      byte[] part = java.util.Arrays.copyOfRange(bytes, at, end);
      write(piece(1, 0, 'L', end == bytes.length, part));
    }
    raw("next\n");
    assertThat(records).hasSize(5);
    assertThat(records.get(1)).startsWith("WARNING plain … 日");
    assertThat(records.get(3)).startsWith("WARNING python.a … 日");
    assertThat(records.get(4)).isEqualTo("WARNING plain next");
    assertThat(String.join("", records)).doesNotContain("\ufffd");
    assertThat(
            records.get(0).substring("WARNING plain ".length())
                + records.get(1).substring("WARNING plain … ".length()))
        .isEqualTo(text);
  }

  @Test
  void writersThatWereKilledFillNoMemory() {
    for (int pid = 0; pid < 1000; pid++) {
      write(piece(pid, 0, 'L', false, "30\u001fa\u001fbegun"));
      write(piece(pid, 1, 'T', true, "begun"));
      write(piece(pid, 2, 'T', false, "lost"));
    }
    assertThat(records).hasSizeGreaterThan(1900);
  }

  @Test
  void levelIsThatOfPython() {
    for (String level : List.of("10", "20", "30", "40", "50", "x")) {
      write(piece(1, 0, 'L', true, level + "\u001fa\u001fm"));
    }
    Logger.getLogger("python.a").setLevel(Level.ALL);
    assertThat(records).contains("INFO python.a m", "WARNING python.a m", "SEVERE python.a m");
  }
}
