package org.gatewaybridge.python.workers;

/** How processes end. */
final class Signals {
  private Signals() {}

  /** Returns how a process ended: its exit code, or the negative number of a signal. */
  static String ending(int code) {
    return code < 0 ? "signal " + name(-code) : "exit code " + code;
  }

  /** Returns a signal's name; its number is the same on Linux and macOS, except for SIGBUS. */
  private static String name(int number) {
    return switch (number) {
      case 1 -> "SIGHUP";
      case 2 -> "SIGINT";
      case 3 -> "SIGQUIT";
      case 4 -> "SIGILL";
      case 6 -> "SIGABRT";
      case 7 -> "SIGBUS";
      case 8 -> "SIGFPE";
      case 9 -> "SIGKILL";
      case 11 -> "SIGSEGV";
      case 13 -> "SIGPIPE";
      case 14 -> "SIGALRM";
      case 15 -> "SIGTERM";
      default -> Integer.toString(number);
    };
  }
}
