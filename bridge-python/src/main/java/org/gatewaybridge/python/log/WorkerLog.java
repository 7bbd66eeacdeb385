package org.gatewaybridge.python.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatewaybridge.logging.LoggedFailure;

/**
 * Writes to the container's log what Python writes to stdout or stderr.
 *
 * <p>The records of the worker package (log.py) come in pieces behind a mark that nobody else
 * knows. They are put together here; those of Python's logging have a level and a logger. Anything
 * else, for example of programs that the app starts, becomes one record a line. Safe for use by
 * many threads.
 */
public final class WorkerLog extends OutputStream {
  private static final Logger LOG = System.getLogger("org.gatewaybridge.python");
  private static final int OPEN = 32; // records of which not all has come
  private static final int BLOCK = 8192;
  private static final int HEAD = 12; // log.py: Records.HEAD
  private static final char BETWEEN = '\u001f';

  private final PythonLoggers loggers;
  private final byte[] mark;
  private final LogText line;
  private final Map<Long, LogText> logged = new LinkedHashMap<>(); // by record
  private final Map<Long, ByteArrayOutputStream> printed = new LinkedHashMap<>(); // by record
  private final Map<Integer, LogText> texts = new LinkedHashMap<>(); // by process
  private byte[] rest = {};

  public WorkerLog(String logger, Level level, String mark) {
    loggers = new PythonLoggers(logger, level);
    line = new LogText(loggers::log);
    this.mark = mark.getBytes(US_ASCII);
  }

  /** Returns a mark that nobody can guess. */
  public static String newMark() {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    return "\u001e" + HexFormat.of().formatHex(secret);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] data, int from, int length) {
    byte[] came = Arrays.copyOf(rest, rest.length + length);
    System.arraycopy(data, from, came, rest.length, length);
    rest = new byte[] {};
    int at = 0;
    while (at < came.length) {
      int begin = markIn(came, at);
      raw(came, at, begin);
      int end = begin < came.length ? piece(came, begin) : begin;
      if (end < 0) {
        rest = Arrays.copyOfRange(came, begin, came.length);
        return;
      }
      at = end;
    }
  }

  /** Returns the position of the next mark, or of what may be the beginning of one. */
  private int markIn(byte[] came, int from) {
    for (int at = from; at < came.length && mark.length > 0; at++) {
      int size = Math.min(mark.length, came.length - at);
      if (came[at] == mark[0] && Arrays.equals(came, at, at + size, mark, 0, size)) {
        return at;
      }
    }
    return came.length;
  }

  /** Reads a piece of a record; returns its end, -1 if it has not come to its end. */
  private int piece(byte[] came, int begin) {
    int data = begin + mark.length + HEAD;
    if (data > came.length) {
      return -1;
    }
    ByteBuffer head =
        ByteBuffer.wrap(came, begin + mark.length, HEAD).order(ByteOrder.LITTLE_ENDIAN);
    int pid = head.getInt();
    int number = head.getInt();
    char kind = (char) head.get();
    boolean isLast = head.get() != 0;
    int end = data + (head.getShort() & 0xffff);
    if (end > came.length) {
      return -1;
    }
    long id = ((long) pid << 32) | (number & 0xffffffffL);
    if (kind == 'E') {
      processEnded(pid);
    } else if (kind == 'L') {
      logged(id, came, data, end, isLast);
    } else {
      printed(id, pid, came, data, end, isLast);
    }
    return end;
  }

  /** Adds a piece to a record of Python's logging; the first one has level and logger. */
  private void logged(long id, byte[] came, int from, int to, boolean isLast) {
    LogText text = logged.remove(id);
    int begin = from;
    if (text == null) {
      int name = after(came, from, to);
      begin = after(came, name, to);
      text = new LogText(loggers.of(text(came, name, begin - 1), text(came, from, name - 1)));
    }
    text.add(came, begin, to - begin);
    if (isLast) {
      text.end();
      return;
    }
    logged.put(id, text);
    endOldest(logged);
  }

  private static int after(byte[] came, int from, int to) {
    int at = from;
    while (at < to && came[at] != BETWEEN) {
      at++;
    }
    return Math.min(at + 1, to);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), UTF_8);
  }

  /** Adds a piece of what was printed in one write. */
  private void printed(long id, int pid, byte[] came, int from, int to, boolean isLast) {
    ByteArrayOutputStream record = printed.computeIfAbsent(id, key -> new ByteArrayOutputStream());
    record.write(came, from, to - from);
    if (isLast || record.size() > LogText.LONGEST) {
      printed.remove(id);
      printed(pid, record.toByteArray(), isLast);
    } else if (printed.size() > OPEN) {
      printed.remove(printed.keySet().iterator().next()); // its writer was killed
    }
  }

  private void printed(int pid, byte[] record, boolean isWhole) {
    LogText text = texts.computeIfAbsent(pid, key -> new LogText(loggers::log));
    boolean ends = isWhole && record[record.length - 1] == '\n';
    text.add(record, 0, ends ? record.length - 1 : record.length);
    if (ends) {
      text.end();
    }
    if (text.isEmpty()) {
      texts.remove(pid);
    } else {
      endOldest(texts);
    }
  }

  /** Logs what a process has written last, even without a line end. */
  private void processEnded(int pid) {
    LogText text = texts.remove(pid);
    if (text != null) {
      text.end();
    }
    if (!line.isEmpty()) {
      line.end(); // it may be of that process, and few others write without a mark
    }
  }

  private static void endOldest(Map<?, LogText> texts) {
    if (texts.size() > OPEN) {
      Iterator<LogText> all = texts.values().iterator();
      all.next().end();
      all.remove();
    }
  }

  private void raw(byte[] came, int from, int to) {
    int begin = from;
    for (int at = from; at < to; at++) {
      if (came[at] == '\n') {
        line.add(came, begin, at - begin);
        line.end();
        begin = at + 1;
      }
    }
    line.add(came, begin, to - begin);
  }

  /** Logs what has no line end. */
  @Override
  public synchronized void close() {
    line.add(rest, 0, rest.length);
    rest = new byte[] {};
    if (!line.isEmpty()) {
      line.end();
    }
    texts.values().forEach(LogText::end);
    texts.clear();
    logged.values().forEach(LogText::end);
    logged.clear();
  }

  /** Reads until the stream ends, and logs everything. */
  public void readAll(InputStream in) {
    try (in;
        this) {
      byte[] block = new byte[BLOCK];
      for (int size = in.read(block); size >= 0; size = in.read(block)) {
        writeAnyway(block, size);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The log of Python ended", LoggedFailure.of(e));
    }
  }

  /** Writes, even if the container's log fails: Python waits as soon as nobody reads. */
  private void writeAnyway(byte[] data, int size) {
    try {
      write(data, 0, size);
    } catch (RuntimeException | Error e) {
      // that log is where this would be told
    }
  }

  /** Returns the last records, for the message of a start that failed. */
  public String tail() {
    return loggers.tail();
  }
}
