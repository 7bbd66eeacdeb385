package org.gatewaybridge.servers;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens: on this host's address and on no other.
 *
 * @param port 0 takes a free one
 * @param h2c whether HTTP/2 without TLS is spoken too, by prior knowledge and by upgrade
 * @param tls a second listener, or null for none
 * @param options more options of the server: for Undertow a constant of UndertowOptions, for Tomcat
 *     an attribute of its Connector, for Jetty maxThreads, each with its value
 */
public record Listen(
    String host, int port, boolean h2c, @Nullable Tls tls, Map<String, String> options) {

  /** Copies the options. */
  public Listen {
    options = Map.copyOf(options);
  }

  /**
   * An HTTPS listener on the same host.
   *
   * @param keystore a PKCS#12 file with one key; the password opens the file and the key
   */
  public record Tls(int port, Path keystore, String password) {}

  /** Returns a plain listener without HTTP/2. */
  public static Listen on(String host, int port) {
    return new Listen(host, port, false, null, Map.of());
  }
}
