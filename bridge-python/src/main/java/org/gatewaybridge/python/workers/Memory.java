package org.gatewaybridge.python.workers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of a process. */
final class Memory {
  private Memory() {}

  /** Returns the resident set in bytes; 0 if /proc does not have it. */
  static long ofProcess(int pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      // the process has ended, or this is no Linux
    }
    return 0;
  }
}
