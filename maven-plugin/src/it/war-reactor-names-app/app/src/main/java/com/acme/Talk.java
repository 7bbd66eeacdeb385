package com.acme;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Tells what it was started with; at /end, ends the server. */
public final class Talk implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    if ("/end".equals(environ.get("PATH_INFO"))) {
      Runtime.getRuntime().halt(0);
    }
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    String text =
        String.join(
            "\n",
            "script " + environ.get("SCRIPT_NAME"),
            "path " + environ.get("PATH_INFO"),
            "environment " + System.getenv("COLOUR"),
            "property " + System.getProperty("size"),
            "argument " + System.getProperty("argument"),
            "directory " + Path.of("").toAbsolutePath().getFileName());
    return Bodies.of(text, StandardCharsets.UTF_8);
  }
}
