package org.gatewaybridge.servlet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SCRIPT_NAME and PATH_INFO of a request, taken from the raw request URI, since {@code
 * getPathInfo()} has lost repeated slashes and parameters and differs from container to container.
 *
 * <p>A path that the container's security constraints may have seen otherwise than the app would is
 * no path: it is answered 400. See docs/decisions/path.md.
 */
record RequestPath(String scriptName, String pathInfo) {
  private static final byte LETTER = 0;
  private static final byte DOT = 1;
  private static final byte SLASH = 2;
  private static final byte NEVER_PLAIN = 3;
  private static final byte[] KIND = new byte[0x80];

  static {
    Arrays.fill(KIND, 0, ' ' + 1, NEVER_PLAIN);
    for (char c : "%;\\#\u007f".toCharArray()) {
      KIND[c] = NEVER_PLAIN;
    }
    KIND['.'] = DOT;
    KIND['/'] = SLASH;
  }

  /**
   * Takes a path apart.
   *
   * @param uri the raw request URI without its query
   * @param scriptName the decoded context path, and servlet path where the mapping makes it lead to
   *     the app
   * @param rest the container's view of what follows
   * @param prefix the servlet path at the end of {@code scriptName}, "" if it is not there
   */
  static @Nullable RequestPath of(String uri, String scriptName, String rest, String prefix) {
    String path = uri.startsWith("/") ? simple(uri) : null; // OPTIONS * is not
    return path != null
            && path.length() == scriptName.length() + rest.length()
            && path.startsWith(scriptName)
            && path.endsWith(rest)
        ? new RequestPath(scriptName, rest)
        : parse(uri, scriptName, prefix + rest, prefix);
  }

  /**
   * Decodes a path that has nothing to resolve, no parameters and no escape that could stand for
   * either; null for any other. Nearly every path is one, and most are returned as they are.
   */
  static @Nullable String simple(String uri) {
    boolean escapes = false;
    boolean afterSlash = false;
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      byte kind = c < 0x80 ? KIND[c] : NEVER_PLAIN;
      if (kind == LETTER) {
        afterSlash = false;
        continue;
      }
      if (c == '%') {
        int octet = RawPath.escaped(uri, i);
        if (octet <= 0
            || octet == '/'
            || octet == '\\'
            || octet == ';'
            || (octet == '.' && afterSlash)) {
          return null;
        }
        escapes = true;
        afterSlash = false;
        i += 2;
        continue;
      }
      if (afterSlash || kind == NEVER_PLAIN) {
        return null;
      }
      afterSlash = kind == SLASH;
    }
    return escapes ? RawPath.decode(uri) : uri;
  }

  private static @Nullable RequestPath parse(
      String uri, String scriptName, String containerPath, String prefix) {
    RawPath path = RawPath.of(uri);
    if (path == null) {
      return null;
    }
    String contextPath = scriptName.substring(0, scriptName.length() - prefix.length());
    int servlet = path.after(0, contextPath);
    int rest = servlet < 0 ? -1 : path.after(servlet, prefix);
    String pathInfo = rest < 0 ? null : path.text(rest, true);
    String seen = rest < 0 ? null : path.text(servlet, false);
    if (pathInfo == null || seen == null || hasDotSegment(pathInfo)) {
      return null;
    }
    String folded = RawPath.folded(seen);
    return folded != null && folded.equals(RawPath.folded(containerPath))
        ? new RequestPath(scriptName, pathInfo)
        : null;
  }

  /**
   * Takes the container's word for a path that leads to a welcome file: it has the file's name, and
   * the URI does not (Servlet 10.10). Null if the path differs in anything else.
   */
  static @Nullable RequestPath welcome(String uri, String contextPath, String prefix, String rest) {
    RawPath path = RawPath.of(uri);
    int servlet = path == null ? -1 : path.after(0, contextPath);
    String seen = path == null || servlet < 0 ? null : path.text(servlet, false);
    String folded = seen == null ? null : RawPath.folded(seen);
    String told = RawPath.folded(prefix + rest);
    return folded != null && told != null && folded.endsWith("/") && told.startsWith(folded)
        ? told(contextPath + prefix, rest)
        : null;
  }

  /** Returns the path as the container has it; null if it has a dot segment or a NUL. */
  static @Nullable RequestPath told(String scriptName, String rest) {
    return rest.indexOf('\0') >= 0 || hasDotSegment(rest)
        ? null
        : new RequestPath(scriptName, rest);
  }

  /** Whether decoding has made a dot segment, by an encoded slash. */
  private static boolean hasDotSegment(String path) {
    return (path + '/').contains("/../") || (path + '/').contains("/./");
  }
}
