package org.gatewaybridge.python;

/** The names of the signals that end processes. */
final class Signals {
  private Signals() {}

  /** Names a signal by its number, which is the same on Linux and macOS for all but SIGBUS. */
  static String name(int number) {
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
