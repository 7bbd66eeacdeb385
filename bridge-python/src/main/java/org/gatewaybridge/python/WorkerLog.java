package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.engine.Escaped;

/**
 * Brings what Python writes into the container's log, a record a line, control characters escaped.
 *
 * <p>Lines of gateway_worker.py's logging handler say their level and logger; other lines have
 * those of their stream.
 */
final class WorkerLog extends OutputStream {
  private static final int LONGEST = 8192;
  private static final int LOGGERS = 500;
  private static final int KEPT = 40;
  private static final char RECORD = '\u001e';
  private static final char TEXT = '\u001f';

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(200);
  private final Level level;
  private final Logger plain;
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final ArrayDeque<String> last = new ArrayDeque<>();

  WorkerLog(String logger, Level level) {
    this.level = level;
    plain = System.getLogger(logger);
  }

  @Override
  public synchronized void write(int b) {
    if (b != '\n') {
      line.write(b);
    }
    if (b == '\n' || line.size() == LONGEST) {
      record(line.toString(UTF_8));
      line.reset();
    }
  }

  /** Logs what has no line end yet. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      record(line.toString(UTF_8));
      line.reset();
    }
  }

  /** Reads until nobody can write any more. */
  void readAll(InputStream in) {
    try (in;
        this) {
      in.transferTo(this);
    } catch (IOException e) {
      plain.log(Level.DEBUG, "The log of Python ended", e);
    }
  }

  private void record(String line) {
    int text = line.indexOf(TEXT);
    int space = line.indexOf(' ');
    if (line.isEmpty() || line.charAt(0) != RECORD || space < 2 || text < space) {
      keep(line);
      plain.log(level, Escaped.text(line));
      return;
    }
    keep(line.substring(text + 1));
    String name = Escaped.text(line.substring(space + 1, text));
    logger(name).log(level(line.substring(1, space)), Escaped.text(line.substring(text + 1)));
  }

  private Logger logger(String name) {
    return loggers.size() < LOGGERS || loggers.containsKey(name)
        ? loggers.computeIfAbsent(name, key -> System.getLogger("python." + key))
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

  private synchronized void keep(String line) {
    last.addLast(line);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /** Returns the last lines, for the message of a start that failed. */
  synchronized String tail() {
    return String.join("\n", last);
  }
}
