package org.gatewaybridge.python.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gatewaybridge.logging.Escaped;

/** The Java loggers of what Python writes, and the last records of them. Safe for many threads. */
final class PythonLoggers {
  private static final int LOGGERS = 500;
  private static final int KEPT = 40;
  private static final int KEPT_CHARS = 4000; // of each

  private final Logger plain;
  private final Level level;
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final ArrayDeque<String> last = new ArrayDeque<>();

  /**
   * Creates loggers.
   *
   * @param name the logger of what has none of its own
   * @param level the level of that
   */
  PythonLoggers(String name, Level level) {
    plain = System.getLogger(name);
    this.level = level;
  }

  /** Logs a record that has no logger of its own. */
  void log(String text) {
    keep(text);
    plain.log(level, LogText.record(text));
  }

  /** Returns what logs records of a Python logger with a level of Python's. */
  Consumer<String> of(String name, String levelNumber) {
    Logger logger = logger(name);
    Level recordLevel = level(levelNumber);
    return text -> {
      keep(text);
      logger.log(recordLevel, LogText.record(text));
    };
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

  /** Returns the last records, for the message of a start that failed. */
  synchronized String tail() {
    return String.join("\n", last);
  }
}
