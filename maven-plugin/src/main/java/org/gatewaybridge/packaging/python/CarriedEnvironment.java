package org.gatewaybridge.packaging.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The environment of a carried interpreter in the build. */
final class CarriedEnvironment {
  /**
   * What would lead it to the files of another Python of this machine, or change what it makes: the
   * same interpreter is kept for builds without such variables.
   */
  private static final Pattern FOREIGN =
      Pattern.compile("PYTHON.*|__PYVENV_LAUNCHER__|(LD|DYLD)_LIBRARY_PATH");

  // bridge-python's Isolation has the same list.
  private static final List<String> CERTIFICATES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private CarriedEnvironment() {}

  /** Takes away what is foreign, and names the certificates that this machine trusts. */
  static void isolate(Map<String, String> environment) {
    environment.keySet().removeIf(name -> FOREIGN.matcher(name).matches());
    environment.put("PYTHONNOUSERSITE", "1");
    if (!environment.containsKey("SSL_CERT_FILE") && !environment.containsKey("SSL_CERT_DIR")) {
      CERTIFICATES.stream()
          .filter(file -> Files.isReadable(Path.of(file)))
          .findFirst()
          .ifPresent(file -> environment.put("SSL_CERT_FILE", file));
    }
  }
}
