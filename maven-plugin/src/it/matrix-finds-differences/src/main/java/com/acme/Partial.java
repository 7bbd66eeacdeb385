package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Tells which container it is on, as no app should. */
public final class Partial implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/html"));
    return Bodies.of("<script>alert(1)</script> " + environ.get("SERVER_SOFTWARE"), UTF_8);
  }
}
