package org.gatewaybridge.benchmarks.apps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Sends a file of the folder {@code benchmark.folder}. */
public final class FilesApp implements GatewayApp {
  private final Path folder = Path.of(System.getProperty("benchmark.folder"));

  /** Made by the bridge, by its name. */
  public FilesApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    String name = String.valueOf(environ.get(EnvironKeys.PATH_INFO)).substring(1);
    startResponse.start("200 OK", Headers.of("Content-Type", "application/octet-stream"));
    return Bodies.file(folder.resolve(name));
  }
}
