package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Answers the whole environ: one line a key, sorted, of key, type and value, tabs between, each
 * {@link Escaped}. The method is also a header, for answers that have no body.
 */
final class EnvironEcho implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    String method = Escaped.escape(String.valueOf(environ.get("REQUEST_METHOD")));
    startResponse.start(
        "200 OK", Headers.of("Content-Type", "text/plain", "X-Echoed-Method", method));
    return Bodies.of(lines(environ), US_ASCII);
  }

  static String lines(Map<String, Object> environ) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(environ)
        .forEach(
            (key, value) ->
                lines
                    .append(Escaped.escape(key))
                    .append('\t')
                    .append(type(value))
                    .append('\t')
                    .append(Escaped.escape(text(value)))
                    .append('\n'));
    return lines.toString();
  }

  private static String type(Object value) {
    if (value instanceof InputStream) {
      return "InputStream";
    }
    if (value instanceof Writer) {
      return "Writer";
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> item.getClass().getSimpleName())
          .distinct()
          .collect(Collectors.joining("|", "List<", ">"));
    }
    if (value instanceof BiFunction<?, ?, ?>) {
      return "BiFunction";
    }
    if (value instanceof BooleanSupplier) {
      return "BooleanSupplier";
    }
    if (value instanceof Map<?, ?>) {
      return "Map";
    }
    return value instanceof String || value instanceof Boolean
        ? value.getClass().getSimpleName()
        : "Object";
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return value instanceof String || value instanceof Boolean ? value.toString() : "";
  }
}
