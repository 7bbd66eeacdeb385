package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * GET {@code /N} sends N blocks, POST {@code /hash} or {@code /length} says that of its body: what
 * {@link LargeServlet} does.
 */
public final class LargeApp implements GatewayApp {

  /** Made by the bridge, by its name. */
  public LargeApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    String path = String.valueOf(environ.get(EnvironKeys.PATH_INFO)).substring(1);
    if ("POST".equals(environ.get(EnvironKeys.REQUEST_METHOD))
        && environ.get(EnvironKeys.INPUT) instanceof InputStream input) {
      String text = Large.read(input, path.equals("hash"));
      startResponse.start("200 OK", Headers.of("Content-Type", "text/plain; charset=utf-8"));
      return Bodies.of(text, US_ASCII);
    }
    long blocks = Long.parseLong(path);
    startResponse.start(
        "200 OK",
        Headers.of(
            "Content-Type",
            "application/octet-stream",
            "Content-Length",
            Long.toString(blocks * Large.BLOCK_BYTES)));
    return () -> Large.blocks(blocks);
  }
}
