package org.gatewaybridge.python.interpreter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.python.options.PythonEnvironment;

/**
 * Keeps a carried interpreter, and what it starts, from the files of another Python on the server.
 * A variable that {@code gateway.python.env.*} sets stays.
 */
final class Isolation {
  /** They name modules, libraries and interpreters of the server's own Python. */
  private static final List<String> FOREIGN =
      List.of(
          "PYTHONHOME",
          "PYTHONPATH",
          "PYTHONPLATLIBDIR",
          "PYTHONEXECUTABLE",
          "PYTHONUSERBASE",
          "__PYVENV_LAUNCHER__",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH");

  /** Where systems keep the certificates that they trust; the interpreter was built elsewhere. */
  private static final List<String> CERTIFICATES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Alpine, Arch
          "/etc/pki/tls/certs/ca-bundle.crt", // Red Hat, Fedora
          "/etc/ssl/ca-bundle.pem", // SUSE
          "/etc/ssl/cert.pem"); // macOS

  private Isolation() {}

  /** Returns an environment for the interpreter. */
  static PythonEnvironment of(PythonEnvironment environment) {
    PythonEnvironment isolated = environment.without(FOREIGN).with("PYTHONNOUSERSITE", "1");
    Map<String, String> variables = isolated.variables();
    Optional<String> trusted =
        CERTIFICATES.stream().filter(file -> Files.isReadable(Path.of(file))).findFirst();
    return trusted.isEmpty()
            || variables.containsKey("SSL_CERT_FILE")
            || variables.containsKey("SSL_CERT_DIR")
        ? isolated
        : isolated.with("SSL_CERT_FILE", trusted.get());
  }
}
