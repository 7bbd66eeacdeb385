package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that unpacks the Python of the WAR at args[0] to args[1], and tells how that went; or
 * one that tells whether the mark at args[0] is free.
 */
final class CacheProgram {
  private CacheProgram() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 1) {
      System.out.println(UseMark.isFree(Path.of(args[0])) ? "free" : "locked");
      return;
    }
    CarriedPython python = CarriedPython.of(Path.of(args[0]), Platform.own()).orElseThrow();
    try (HeldRuntime held = CacheFolders.hold(python, List.of(Path.of(args[1])))) {
      System.out.println("held " + held.executable());
    } catch (IOException e) {
      System.out.println("failed " + e.getMessage());
    }
  }
}
