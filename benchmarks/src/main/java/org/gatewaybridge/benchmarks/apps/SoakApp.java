package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * The ways through the bridge that differ: {@code /hello} has a length, {@code /echo} reads the
 * request's body, {@code /chunks} sees the whole environ and streams without a length.
 */
public final class SoakApp implements GatewayApp {

  /** Made by the bridge, by its name. */
  public SoakApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain; charset=utf-8"));
    Object path = environ.get(EnvironKeys.PATH_INFO);
    if ("/echo".equals(path) && environ.get(EnvironKeys.INPUT) instanceof InputStream input) {
      return Bodies.of(input.readAllBytes());
    }
    return "/chunks".equals(path)
        ? chunks(environ.containsKey("HTTP_HOST") ? environ.size() : 0)
        : Bodies.of("Hello, world!\n", UTF_8);
  }

  private static List<byte[]> chunks(int environSize) {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      chunks.add((environSize > 20 ? "chunk\n" : "no environ\n").getBytes(UTF_8));
    }
    return chunks;
  }
}
