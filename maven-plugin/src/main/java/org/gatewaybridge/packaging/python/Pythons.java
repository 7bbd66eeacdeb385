package org.gatewaybridge.packaging.python;

import java.io.IOException;
import java.util.List;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;

/**
 * The interpreter of a build, and those that its WAR carries.
 *
 * @param interpreter installs, compiles and runs in the build
 * @param carried the entries of the carried ones; empty if the server's is to run the app
 * @param platforms for which platforms they are, if not for the build machine's alone
 */
public record Pythons(Interpreter interpreter, List<WarEntry> carried, List<String> platforms) {
  /** Copies the lists. */
  public Pythons {
    carried = List.copyOf(carried);
    platforms = List.copyOf(platforms);
  }

  /**
   * Returns by which Python the app would run, and why, as a sentence.
   *
   * @throws PackagingRefused if the build's cannot be started
   */
  public String described() throws IOException {
    String version = interpreter.facts().version();
    if (carried.isEmpty()) {
      return interpreter
          + ", "
          + version
          + ", builds the WAR, which carries none: the server's runs it";
    }
    return interpreter
        + ", "
        + version
        + ", is packed into the WAR"
        + (platforms.isEmpty() ? "" : " for " + String.join(", ", platforms))
        + " and runs the app, unless gateway.python.executable names another";
  }

  /** Returns those of a WAR that carries none. */
  public static Pythons ofServer(String executable) {
    return new Pythons(Interpreter.named(executable), List.of(), List.of());
  }
}
