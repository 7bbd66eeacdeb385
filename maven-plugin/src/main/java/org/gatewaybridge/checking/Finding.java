package org.gatewaybridge.checking;

/** One result of a check. */
public record Finding(Level level, String text) {

  /** Whether the app works. */
  public enum Level {
    /** The app does not work. */
    ERROR,
    /** The app works, but not as its owner may expect. */
    WARNING
  }

  /** Reads a finding such as {@code WARNING DEBUG is on}. */
  public static Finding parse(String line) {
    int space = line.indexOf(' ');
    return new Finding(Level.valueOf(line.substring(0, space)), line.substring(space + 1));
  }

  public static Finding error(String text) {
    return new Finding(Level.ERROR, text);
  }

  public static Finding warning(String text) {
    return new Finding(Level.WARNING, text);
  }
}
