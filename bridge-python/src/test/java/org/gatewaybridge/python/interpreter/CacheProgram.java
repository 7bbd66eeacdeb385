package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server that unpacks the Python of the WAR at args[0] to args[1], and tells how that went. */
final class CacheProgram {
  private CacheProgram() {}

  public static void main(String[] args) throws IOException {
    CarriedPython python = CarriedPython.of(Path.of(args[0]), Platform.own()).orElseThrow();
    try (RuntimeCache.Held held = CacheFolders.hold(python, List.of(Path.of(args[1])))) {
      System.out.println("held " + held.executable());
    } catch (IOException e) {
      System.out.println("failed " + e.getMessage());
    }
  }
}
