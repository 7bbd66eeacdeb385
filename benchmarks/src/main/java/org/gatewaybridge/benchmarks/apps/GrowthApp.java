package org.gatewaybridge.benchmarks.apps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/**
 * {@code /headers/N} sends N headers, {@code /chunks/N} a body of N chunks without a length: what
 * {@link GrowthServlet} does.
 */
public final class GrowthApp implements GatewayApp {
  private static final byte[] TEXT = "Hello, world!\n".getBytes(ISO_8859_1);

  /** Made by the bridge, by its name. */
  public GrowthApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    String[] path = String.valueOf(environ.get(EnvironKeys.PATH_INFO)).split("/", -1);
    int number = Integer.parseInt(path[2]);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", "text/plain; charset=utf-8"));
    boolean chunks = path[1].equals("chunks");
    for (int i = 1; !chunks && i <= number; i++) {
      headers.add(Map.entry("X-Growth-" + i, "0123456789"));
    }
    startResponse.start("200 OK", headers);
    return chunks ? Collections.nCopies(number, TEXT) : Bodies.of(TEXT);
  }
}
