package com.acme;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Breaks the contract at one path, and is fine at all others. */
public final class Faulty implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    boolean broken = "/broken".equals(environ.get("PATH_INFO"));
    startResponse.start(
        "200 OK", broken ? Headers.of("Connection", "close") : Headers.of("Content-Type", "text/plain"));
    return Bodies.of("Hello\n", StandardCharsets.UTF_8);
  }
}
