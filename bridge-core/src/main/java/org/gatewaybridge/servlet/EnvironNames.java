package org.gatewaybridge.servlet;

import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How request headers are named in an environ: {@code X-Foo} is {@code HTTP_X_FOO}.
 *
 * <p>A name with an underscore is dropped, since it would be taken for the one with a hyphen; so is
 * one with other than ASCII, since some such letters have capitals in it; {@code Proxy} is dropped,
 * since {@code HTTP_PROXY} names an outgoing proxy to many programs (httpoxy). So each key has one
 * name, but for case.
 */
final class EnvironNames {
  private static final String PREFIX = "HTTP_";

  /** Without making a string: as HTTP/1.1 clients write them, and as HTTP/2 does. */
  private static final Map<String, String> USUAL_HEADERS = new HashMap<>();

  private static final Map<String, String> USUAL_KEYS = new HashMap<>();

  static {
    for (String header :
        List.of(
            "Host",
            "User-Agent",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Cache-Control",
            "Connection",
            "Cookie",
            "If-Modified-Since",
            "If-None-Match",
            "Origin",
            "Range",
            "Referer",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Request-ID")) {
      String lowerCase = header.toLowerCase(Locale.ROOT);
      String key = PREFIX + header.replace('-', '_').toUpperCase(Locale.ROOT);
      USUAL_HEADERS.put(key, header);
      USUAL_KEYS.put(header, key);
      USUAL_KEYS.put(lowerCase, key);
    }
  }

  private EnvironNames() {}

  /**
   * Returns the environ's key for a header, null for a header that an environ does not show under
   * {@code HTTP_}.
   */
  static @Nullable String key(String header) {
    String usual = USUAL_KEYS.get(header);
    if (usual != null) {
      return usual;
    }
    if (canPoseAsAnother(header)) {
      return null;
    }
    String key = PREFIX + header.replace('-', '_').toUpperCase(Locale.ROOT);
    return isHidden(key) ? null : key;
  }

  private static boolean canPoseAsAnother(String header) {
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '_' || c > '~') {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the header, in some case, that a key stands for, null if the key is none of a header.
   */
  static @Nullable String header(String key) {
    if (!key.startsWith(PREFIX)) {
      return null;
    }
    String usual = USUAL_HEADERS.get(key);
    if (usual != null) {
      return usual;
    }
    return isHidden(key) || isUnlikeAKey(key) || key.indexOf('-') >= 0
        ? null
        : key.substring(PREFIX.length()).replace('_', '-');
  }

  private static boolean isHidden(String key) {
    return key.equals("HTTP_CONTENT_TYPE")
        || key.equals("HTTP_CONTENT_LENGTH")
        || key.equals("HTTP_PROXY")
        || key.length() == PREFIX.length();
  }

  private static boolean isUnlikeAKey(String key) {
    for (int i = PREFIX.length(); i < key.length(); i++) {
      char c = key.charAt(i);
      if ((c >= 'a' && c <= 'z') || c > '~') {
        return true;
      }
    }
    return false;
  }

  /**
   * Joins the values of one header, null if there are none. RFC 9110 5.3, RFC 9113 8.2.3 for
   * Cookie.
   */
  static @Nullable String join(String header, Enumeration<String> values) {
    if (!values.hasMoreElements()) {
      return null;
    }
    String first = values.nextElement();
    if (!values.hasMoreElements()) {
      return first;
    }
    String separator = header.equalsIgnoreCase("Cookie") ? "; " : ", ";
    StringBuilder joined = new StringBuilder(first);
    while (values.hasMoreElements()) {
      joined.append(separator).append(values.nextElement());
    }
    return joined.toString();
  }
}
