package org.gatewaybridge.compat.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;

/**
 * Reads all of a request, and says to the filter in front, by attributes, that it was called and
 * what it should not have seen. Each answer has a number of its own.
 */
final class FuzzedApp implements GatewayApp {
  private static final String LINE_END = "(?s).*[\\r\\n].*";
  private static final List<String> RAW =
      List.of("REQUEST_METHOD", "REQUEST_URI", "QUERY_STRING", "SERVER_NAME", "SCRIPT_NAME");

  private final String mount;
  private final AtomicLong number = new AtomicLong();

  FuzzedApp(String mount) {
    this.mount = mount;
  }

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
      throws IOException, ReflectiveOperationException {
    Optional<Object> calls = ServletReflection.attribute(environ, "compat.calls");
    ((AtomicInteger) calls.orElseThrow()).incrementAndGet();
    String wrong = wrong(environ);
    if (!wrong.isEmpty()) {
      ServletReflection.setAttribute(environ, "compat.wrong", Escaped.escape(wrong));
    }
    long length = count(Given.input(environ));
    startResponse.start(
        "200 OK",
        Headers.of("Content-Type", "text/plain", "X-Call", "" + number.incrementAndGet()));
    byte[] echo = EnvironEcho.lines(environ).getBytes(US_ASCII);
    byte[] read = ("read " + length + "\n").getBytes(US_ASCII);
    return "GET".equals(environ.get("REQUEST_METHOD")) ? List.of(echo) : List.of(echo, read);
  }

  private static long count(InputStream input) throws IOException {
    byte[] buffer = new byte[1000];
    long count = 0;
    for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
      count += n;
    }
    return count;
  }

  /** What is wrong with an environ, whatever was sent; "" if nothing. */
  private String wrong(Map<String, Object> environ) {
    String path = String.valueOf(environ.get("PATH_INFO"));
    if (!mount.equals(environ.get("SCRIPT_NAME"))) {
      return "SCRIPT_NAME " + environ.get("SCRIPT_NAME");
    }
    if (!(path.isEmpty() || path.startsWith("/"))
        || (path + '/').contains("/../")
        || (path + '/').contains("/./")
        || path.indexOf('\0') >= 0) {
      return "PATH_INFO " + path;
    }
    for (Map.Entry<String, Object> entry : environ.entrySet()) {
      String key = entry.getKey();
      String value = String.valueOf(entry.getValue());
      boolean header = key.startsWith("HTTP_");
      if (header && (key.equals("HTTP_PROXY") || !key.matches("[A-Z0-9_!#$%&'*+.^`|~]+"))) {
        return "key " + key;
      }
      if ((header || RAW.contains(key)) && value.matches(LINE_END)) {
        return key + " " + value;
      }
    }
    return String.valueOf(environ.get("HTTP_HOST")).matches(".*[/?#@\\\\ ].*")
        ? "HTTP_HOST " + environ.get("HTTP_HOST")
        : "";
  }
}
