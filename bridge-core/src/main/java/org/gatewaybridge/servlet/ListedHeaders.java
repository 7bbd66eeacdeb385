package org.gatewaybridge.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.gatewaybridge.api.EnvironKeys;
import org.jspecify.annotations.Nullable;

/** The headers of a request one by one, as far as its environ still shows them. */
final class ListedHeaders {
  private final HttpServletRequest request;
  private final Map<String, Object> environ;
  private final BiConsumer<String, String> receiver;

  private ListedHeaders(
      HttpServletRequest request,
      Map<String, Object> environ,
      BiConsumer<String, String> receiver) {
    this.request = request;
    this.environ = environ;
    this.receiver = receiver;
  }

  /**
   * Passes on each header.
   *
   * @param known what the environ has computed or was given
   */
  static void list(
      HttpServletRequest request,
      Map<String, Object> environ,
      Map<String, Object> known,
      BiConsumer<String, String> receiver) {
    ListedHeaders listed = new ListedHeaders(request, environ, receiver);
    Enumeration<String> names = request.getHeaderNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      String key = key(name);
      if (key != null) {
        listed.pass(name, known.containsKey(key) ? key : null);
      }
    }
    known.forEach(listed::passAdded);
  }

  private static @Nullable String key(String name) {
    return name.equalsIgnoreCase("Content-Type")
        ? EnvironKeys.CONTENT_TYPE
        : name.equalsIgnoreCase("Content-Length")
            ? EnvironKeys.CONTENT_LENGTH
            : EnvironNames.key(name);
  }

  /** Passes on the header, with the environ's value if that is not the request's. */
  private void pass(String name, @Nullable String knownKey) {
    if (knownKey != null) {
      Object value = environ.get(knownKey);
      if (value == null || !value.equals(EnvironNames.join(name, request.getHeaders(name)))) {
        if (value instanceof String text) {
          receiver.accept(name, text);
        }
        return;
      }
    }
    Enumeration<String> values = request.getHeaders(name);
    while (values.hasMoreElements()) {
      receiver.accept(name, values.nextElement());
    }
  }

  /** Passes on a header that the environ has and the request has not. */
  private void passAdded(String key, Object value) {
    String name = value instanceof String ? EnvironNames.header(key) : null;
    if (name != null && value instanceof String text && request.getHeader(name) == null) {
      receiver.accept(name, text);
    }
  }
}
