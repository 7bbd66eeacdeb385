package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

public final class Echo implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws Exception {
    String sent = new String(((InputStream) environ.get("wsgi.input")).readAllBytes(), UTF_8);
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain; charset=utf-8"));
    return Bodies.of(environ.get("SCRIPT_NAME") + "|" + environ.get("PATH_INFO") + "|" + sent, UTF_8);
  }
}
