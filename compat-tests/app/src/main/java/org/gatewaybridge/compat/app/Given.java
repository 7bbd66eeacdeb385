package org.gatewaybridge.compat.app;

import java.io.InputStream;
import java.io.Writer;
import java.util.Map;
import java.util.function.BiFunction;
import org.gatewaybridge.api.EnvironKeys;

/** What an environ must hold, by type; its absence fails the call. */
final class Given {
  private Given() {}

  static InputStream input(Map<String, Object> environ) {
    return (InputStream) value(environ, EnvironKeys.INPUT);
  }

  static Writer errors(Map<String, Object> environ) {
    return (Writer) value(environ, EnvironKeys.ERRORS);
  }

  static String pathInfo(Map<String, Object> environ) {
    return (String) value(environ, EnvironKeys.PATH_INFO);
  }

  @SuppressWarnings("unchecked") // the type that EnvironKeys.FILE_WRAPPER promises
  static BiFunction<InputStream, Integer, Iterable<byte[]>> fileWrapper(
      Map<String, Object> environ) {
    return (BiFunction<InputStream, Integer, Iterable<byte[]>>)
        value(environ, EnvironKeys.FILE_WRAPPER);
  }

  static Object value(Map<String, Object> environ, String key) {
    Object value = environ.get(key);
    if (value == null) {
      throw new IllegalStateException("The environ has no " + key);
    }
    return value;
  }
}
