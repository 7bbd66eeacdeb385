package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URLDecoder;
import java.util.Map;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/** Writes the text of {@code X-Marker} to wsgi.errors, closes it, and writes once more. */
final class ErrorsWriter implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException {
    Writer errors = Given.errors(environ);
    String marker = URLDecoder.decode(String.valueOf(environ.get("HTTP_X_MARKER")), UTF_8);
    errors.write(marker + " written\n");
    errors.append(marker).append(" appended\n").flush();
    new PrintWriter(errors, true).println(marker + " printed");
    errors.close();
    errors.write(marker + " after close\n");
    errors.flush();
    startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
    return Bodies.of("written", UTF_8);
  }
}
