package org.gatewaybridge.compat.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** What the fuzz gate must find; each is in every twentieth call. */
final class PlantedFault {
  private static final System.Logger LOG = System.getLogger(PlantedFault.class.getName());
  private static final int EVERY = 20;
  private static final int KEPT_BYTES = 4 << 20;
  private static final int HANG_SECONDS = 6;
  private static final List<byte[]> KEPT = new ArrayList<>();

  private PlantedFault() {}

  /** Wraps an app so that it has the fault of that name. */
  static GatewayApp of(String name, GatewayApp app) {
    GatewayApp fault =
        switch (name) {
          case "leak" -> (environ, startResponse) -> leak(startResponse);
          case "twice" -> (environ, startResponse) -> twice(app, environ, startResponse);
          case "hang" -> (environ, startResponse) -> hang(app, environ, startResponse);
          case "throw" ->
              (environ, startResponse) -> {
                throw new IllegalStateException("planted");
              };
          case "forge" ->
              (environ, startResponse) -> {
                LOG.log(Level.WARNING, "unescaped\nFORGED");
                return app.call(environ, startResponse);
              };
          case "keep" -> (environ, startResponse) -> keep(app, environ, startResponse);
          case "elsewhere" ->
              (environ, startResponse) -> {
                environ.put("SCRIPT_NAME", "/nowhere");
                return app.call(environ, startResponse);
              };
          default -> throw new IllegalArgumentException("fuzz.fault: " + name);
        };
    AtomicInteger calls = new AtomicInteger();
    return (environ, startResponse) ->
        (calls.incrementAndGet() % EVERY == 0 ? fault : app).call(environ, startResponse);
  }

  private static Iterable<byte[]> leak(StartResponse startResponse) throws IOException {
    try (InputStream marker = PlantedFault.class.getResourceAsStream("/marker.txt")) {
      startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
      return Bodies.of(Optional.ofNullable(marker).orElseThrow().readAllBytes());
    }
  }

  private static Iterable<byte[]> twice(
      GatewayApp app, Map<String, Object> environ, StartResponse startResponse) throws Exception {
    app.call(environ, (status, headers, excInfo) -> chunk -> {});
    return app.call(environ, startResponse);
  }

  private static Iterable<byte[]> hang(
      GatewayApp app, Map<String, Object> environ, StartResponse startResponse) throws Exception {
    boolean released = new CountDownLatch(1).await(HANG_SECONDS, TimeUnit.SECONDS);
    return released ? List.of() : app.call(environ, startResponse);
  }

  private static Iterable<byte[]> keep(
      GatewayApp app, Map<String, Object> environ, StartResponse startResponse) throws Exception {
    synchronized (KEPT) {
      KEPT.add(new byte[KEPT_BYTES]);
    }
    return app.call(environ, startResponse);
  }
}
