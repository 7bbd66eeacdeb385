package com.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** The app: three lines, one chunk each. It knows nothing of what is in front of it. */
final class Poem implements GatewayApp {
  private static final List<String> LINES =
      List.of("The wind is in the willow,\n", "the heron in the reed,\n", "the moon is on the river.\n");

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain; charset=utf-8"));
    return LINES.stream().map(line -> line.getBytes(UTF_8)).toList();
  }
}
