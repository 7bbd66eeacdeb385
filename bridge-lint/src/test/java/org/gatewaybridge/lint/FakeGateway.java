package org.gatewaybridge.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.BodyWriter;
import org.gatewaybridge.api.FileBody;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/** A gateway that keeps every rule and records what it was given, in order. */
final class FakeGateway implements StartResponse {
  final Map<String, Object> environ = goodEnviron();
  final List<String> events = new ArrayList<>();
  private boolean sent;

  static Map<String, Object> goodEnviron() {
    Map<String, Object> environ = new HashMap<>();
    environ.put("REQUEST_METHOD", "POST");
    environ.put("SCRIPT_NAME", "/ctx");
    environ.put("PATH_INFO", "/a b");
    environ.put("QUERY_STRING", "");
    environ.put("SERVER_NAME", "[::1]");
    environ.put("SERVER_PORT", "8080");
    environ.put("SERVER_PROTOCOL", "HTTP/1.1");
    environ.put("CONTENT_LENGTH", "5");
    environ.put("HTTP_X_EMPTY", "");
    environ.put("wsgi.version", List.of(1, 0));
    environ.put("wsgi.url_scheme", "http");
    environ.put("wsgi.input", new ByteArrayInputStream("hello".getBytes(UTF_8)));
    environ.put("wsgi.errors", new StringWriter());
    environ.put("wsgi.multithread", true);
    environ.put("wsgi.multiprocess", false);
    environ.put("wsgi.run_once", false);
    environ.put("wsgi.input_terminated", true);
    return environ;
  }

  /** Answers one request; what goes wrong comes out. */
  void run(GatewayApp app) throws Exception {
    Iterable<byte[]> body = app.call(environ, this);
    try {
      if (body instanceof FileBody file) {
        events.add("file " + file.length());
        return;
      }
      if (body instanceof Collection<?> chunks) {
        events.add("size " + chunks.size());
      }
      for (byte[] chunk : body) {
        write("chunk", chunk);
      }
      events.add("end");
    } finally {
      if (body instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  @Override
  public BodyWriter start(
      String status, List<Map.Entry<String, String>> headers, @Nullable Throwable excInfo) {
    if (sent && excInfo != null) {
      throw FakeGateway.<RuntimeException>asItIs(excInfo);
    }
    events.add(status + " " + headers);
    return chunk -> {
      write("write", chunk);
      sent = true;
    };
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException asItIs(Throwable failure) throws T {
    throw (T) failure;
  }

  private void write(String how, byte[] chunk) {
    events.add(how + " " + new String(chunk, UTF_8));
    sent = sent || chunk.length > 0;
  }
}
