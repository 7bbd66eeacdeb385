package org.gatewaybridge.python;

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
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.engine.Escaped;
import org.gatewaybridge.engine.LoggedFailure;

/**
 * Brings what Python writes into the container's log.
 *
 * <p>log.py's records come in pieces behind a mark that nobody else knows; they are put together
 * here, and those of its logging handler have a level and a logger. Whatever else comes, as from
 * programs that the app starts, is a record a line. Safe for use by many threads.
 */
final class WorkerLog extends OutputStream {
  private static final int LOGGERS = 500;
  private static final int KEPT = 40;
  private static final int KEPT_CHARS = 4000; // of each
  private static final int OPEN = 32; // records of which not all has come
  private static final int HEAD = 12; // log.py: Records.HEAD
  private static final char BETWEEN = '\u001f';

  private final Level level;
  private final Logger plain;
  private final byte[] mark;
  private final LogText line = new LogText(this::logPlain);
  private final Map<Long, LogText> logged = new LinkedHashMap<>(); // by record
  private final Map<Long, ByteArrayOutputStream> printed = new LinkedHashMap<>(); // by record
  private final Map<Integer, LogText> texts = new LinkedHashMap<>(); // by process
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private byte[] rest = {};

  WorkerLog(String logger, Level level, String mark) {
    this.level = level;
    plain = System.getLogger(logger);
    this.mark = mark.getBytes(US_ASCII);
  }

  /** Makes a mark that nobody can guess. */
  static String newMark() {
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
    rest = new byte[] {};
  }

  /** Returns where a mark, or what can become one, begins. */
  private int markIn(byte[] came, int from) {
    for (int at = from; at < came.length && mark.length > 0; at++) {
      int size = Math.min(mark.length, came.length - at);
      if (came[at] == mark[0] && Arrays.equals(came, at, at + size, mark, 0, size)) {
        return at;
      }
    }
    return came.length;
  }

  /** Takes a piece of a record; returns where it ends, -1 if not all of it is there. */
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
    if (kind == 'L') {
      logged(id, came, data, end, isLast);
    } else {
      printed(id, pid, came, data, end, isLast);
    }
    return end;
  }

  /** Takes a piece of a record of the logging handler's; the first one has level and logger. */
  private void logged(long id, byte[] came, int from, int to, boolean isLast) {
    LogText text = logged.remove(id);
    int begin = from;
    if (text == null) {
      int name = after(came, from, to);
      begin = after(came, name, to);
      text = logText(text(came, from, name - 1), text(came, name, begin - 1));
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

  private LogText logText(String levelNumber, String name) {
    Logger logger = logger(name);
    Level level = level(levelNumber);
    return new LogText(
        text -> {
          keep(text);
          logger.log(level, LogText.record(text));
        });
  }

  /** Takes a piece of what was printed at once. */
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
    LogText text = texts.computeIfAbsent(pid, key -> new LogText(this::logPlain));
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

  /** Logs what has no line end yet. */
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

  /** Reads until nobody can write any more. */
  void readAll(InputStream in) {
    try (in;
        this) {
      in.transferTo(this);
    } catch (IOException e) {
      plain.log(Level.DEBUG, "The log of Python ended", LoggedFailure.of(e));
    }
  }

  private void logPlain(String text) {
    keep(text);
    plain.log(level, LogText.record(text));
  }

  private Logger logger(String name) {
    return loggers.size() < LOGGERS || loggers.containsKey(name)
        ? loggers.computeIfAbsent(name, key -> System.getLogger("python." + Escaped.text(key)))
        : plain;
  }

  private static Level level(String number) {
    int level = number.matches("\\d{1,4}") ? Integer.parseInt(number) : 0;
    return level >= 40
        ? Level.ERROR
        : level >= 30
            ? Level.WARNING
            : level >= 20 ? Level.INFO : level >= 10 ? Level.DEBUG : Level.TRACE;
  }

  private synchronized void keep(String text) {
    last.addLast(text.length() > KEPT_CHARS ? text.substring(0, KEPT_CHARS) : text);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /** Returns the last lines, for the message of a start that failed. */
  synchronized String tail() {
    return String.join("\n", last);
  }
}
