package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;

/** Holds a folder's lock until its input ends; for tests that need another process to do so. */
final class HoldMain {
  private HoldMain() {}

  public static void main(String[] arguments) throws IOException {
    BuildLock.during(
        Path.of(arguments[0]),
        System.out::println,
        () -> {
          System.out.println("held");
          int end = System.in.read();
          System.out.println("done");
          return end;
        });
  }
}
