package org.gatewaybridge.checking;

/** One thing that a check has to say. */
public record Finding(Level level, String text) {

  /** Whether the app works nevertheless. */
  public enum Level {
    /** It does not. */
    ERROR,
    /** It does, but not as its owner may think. */
    WARNING
  }

  /** Reads a finding with its level and a space before it. */
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
