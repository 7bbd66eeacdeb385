package org.gatewaybridge.python.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;

/**
 * Collects the text of a log record. Its lines after the first are indented, so that none of them
 * can pass for a record. Text beyond the longest size goes into a next record, behind an ellipsis.
 */
public final class LogText {
  /** The most bytes of a record. */
  static final int LONGEST = 1 << 20;

  private static final String GOES_ON = "… ";
  private static final Pattern LINE_END = Pattern.compile("\r?\n");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(200);
  private final Consumer<String> log;
  private boolean goesOn;

  LogText(Consumer<String> log) {
    this.log = log;
  }

  /** Adds text to the record. */
  void add(byte[] data, int from, int length) {
    int at = from;
    int end = from + length;
    while (bytes.size() + end - at > LONGEST) {
      int room = LONGEST - bytes.size();
      bytes.write(data, at, room);
      at += room;
      split();
    }
    bytes.write(data, at, end - at);
  }

  /** Logs all complete letters; the bytes of an incomplete one stay. */
  private void split() {
    byte[] all = bytes.toByteArray();
    int whole = wholeLetters(all);
    bytes.reset();
    log(new String(all, 0, whole, UTF_8));
    goesOn = true;
    bytes.write(all, whole, all.length - whole);
  }

  /** Returns how many bytes belong to complete letters of UTF-8; all, if it is not UTF-8. */
  private static int wholeLetters(byte[] all) {
    int start = all.length - 1;
    while (start > all.length - 4 && (all[start] & 0xc0) == 0x80) {
      start--;
    }
    int first = all[start] & 0xff;
    int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    return start + size > all.length ? start : all.length;
  }

  /** Logs the text as the end of a record. */
  void end() {
    String text = bytes.toString(UTF_8);
    bytes.reset();
    log(text);
    goesOn = false;
  }

  boolean isEmpty() {
    return bytes.size() == 0;
  }

  private void log(String text) {
    log.accept(goesOn ? GOES_ON + text : text);
  }

  /** Indents every line but the first, so that none of them can pass for a record of the log. */
  public static String indented(String text) {
    return text.lines().map(Escaped::text).collect(Collectors.joining("\n\t"));
  }

  /** Returns a text as one record: control characters escaped, its lines but the first indented. */
  static String record(String text) {
    return LINE_END.splitAsStream(text).map(Escaped::text).collect(Collectors.joining("\n\t"));
  }
}
