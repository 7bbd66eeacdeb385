package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Middleware;

/** Changes the body, chunk by chunk, into capitals; nothing waits for the end. */
final class Shouted implements Middleware {
  @Override
  public GatewayApp wrap(GatewayApp app) {
    return (environ, startResponse) ->
        Chunks.map(
            app.call(environ, startResponse),
            chunk -> new String(chunk, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8));
  }
}
