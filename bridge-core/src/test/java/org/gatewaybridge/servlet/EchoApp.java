package org.gatewaybridge.servlet;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Says what it was asked, and whether it was closed. */
public final class EchoApp implements GatewayApp, AutoCloseable {
  static int closed;
  static int made;

  public EchoApp() {
    made++;
  }

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain", "Date", "today"));
    return Bodies.of(
        environ.get("REQUEST_METHOD")
            + " "
            + environ.get("PATH_INFO")
            + " "
            + environ.get("wsgi.multithread"),
        StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closed++;
  }
}
