package org.gatewaybridge.python.calls;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.api.EarlyHints;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.ResponseTrailers;
import org.gatewaybridge.engine.HeaderFields;
import org.gatewaybridge.python.slots.FrameWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what asgi_scope.py makes the scope of an ASGI app of: a tuple, so that no name of a value
 * is sent, or read, for each request.
 */
final class ScopeWriter {
  private static final int VALUES = 12;
  private static final String PREFIX = "HTTP_";
  private static final int KEPT_NAMES = 1000;
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>(); // in lower case

  private final Map<String, Object> environ;
  private final FrameWriter frame;
  private int headers;

  private ScopeWriter(Map<String, Object> environ, FrameWriter frame) {
    this.environ = environ;
    this.frame = frame;
  }

  /**
   * Writes the meta part of a request's frame.
   *
   * @param kind the scope's type
   */
  static void write(FrameWriter frame, Map<String, Object> environ, String kind) {
    new ScopeWriter(environ, frame).write(kind);
  }

  private void write(String kind) {
    String root = text(EnvironKeys.SCRIPT_NAME);
    String target = text(EnvironKeys.REQUEST_URI);
    int query = target.indexOf('?');
    frame.beginTuple(VALUES);
    frame.text(kind);
    frame.text(text(EnvironKeys.REQUEST_METHOD));
    frame.text(root + text(EnvironKeys.PATH_INFO));
    frame.bytes(query < 0 ? target : target.substring(0, query));
    frame.bytes(text(EnvironKeys.QUERY_STRING));
    frame.text(root);
    frame.text(text(EnvironKeys.URL_SCHEME));
    frame.text(version(text(EnvironKeys.SERVER_PROTOCOL)));
    address(EnvironKeys.REMOTE_ADDR, EnvironKeys.REMOTE_PORT);
    address(EnvironKeys.SERVER_NAME, EnvironKeys.SERVER_PORT);
    headers();
    extensions(kind);
  }

  private String text(String key) {
    return environ.get(key) instanceof String text ? text : "";
  }

  /** HTTP/1.1 is "1.1", and HTTP/2.0 is "2". */
  private static String version(String protocol) {
    String version = protocol.startsWith("HTTP/") ? protocol.substring("HTTP/".length()) : "1.1";
    return version.equals("2.0") ? "2" : version;
  }

  private void address(String host, String port) {
    String name = text(host);
    if (name.isEmpty()) {
      frame.none();
      return;
    }
    frame.beginTuple(2);
    frame.text(name);
    String digits = text(port);
    frame.integer(digits.isEmpty() ? 0 : Integer.parseInt(digits));
  }

  private void headers() {
    int start = frame.beginList();
    if (environ instanceof HeaderFields fields) {
      fields.forEachHeader(this::header);
    } else {
      environ.forEach(this::joined);
    }
    frame.endList(start, headers);
  }

  private void header(String name, String value) {
    headers++;
    frame.beginTuple(2);
    frame.bytes(lowerCase(name));
    frame.bytes(value);
  }

  private static String lowerCase(String name) {
    String known = NAMES.get(name);
    if (known == null) {
      known = name.toLowerCase(Locale.ROOT);
      if (NAMES.size() < KEPT_NAMES) {
        NAMES.put(name, known);
      }
    }
    return known;
  }

  /** Writes the headers of one name as one: all that the environ of a middleware may have. */
  private void joined(String key, @Nullable Object value) {
    if (!(value instanceof String text)) {
      return;
    }
    if (key.startsWith(PREFIX)) {
      header(key.substring(PREFIX.length()).replace('_', '-'), text);
    } else if (key.equals(EnvironKeys.CONTENT_TYPE) || key.equals(EnvironKeys.CONTENT_LENGTH)) {
      header(key.replace('_', '-'), text);
    }
  }

  private void extensions(String kind) {
    frame.beginDict();
    if (kind.equals("http")) {
      extension("http.response.pathsend");
      if (environ.get(EnvironKeys.TRAILERS) instanceof ResponseTrailers) {
        extension("http.response.trailers");
      }
      if (environ.get(EnvironKeys.EARLY_HINTS) instanceof EarlyHints) {
        extension("http.response.early_hint");
      }
    } else {
      extension("websocket.http.response");
    }
    if (environ.get(EnvironKeys.HTTPS) != null) {
      frame.put("gateway.tls", text(EnvironKeys.SSL_PROTOCOL));
      frame.put("gateway.cipher", text(EnvironKeys.SSL_CIPHER));
      frame.put("gateway.client", text(EnvironKeys.SSL_CLIENT_S_DN));
    }
    frame.endDict();
  }

  private void extension(String name) {
    frame.text(name);
    frame.emptyDict();
  }
}
