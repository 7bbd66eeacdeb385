package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Map;
import java.util.Objects;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * An app that reads the whole body, so that a client keeps it for as long as it likes. The log says
 * when it begins.
 */
public final class ReadingApp implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    Writer errors = (Writer) Objects.requireNonNull(environ.get("wsgi.errors"));
    errors.write("The app reads " + environ.get("PATH_INFO") + "\n");
    byte[] body = ((InputStream) Objects.requireNonNull(environ.get("wsgi.input"))).readAllBytes();
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of("read " + body.length, UTF_8);
  }
}
