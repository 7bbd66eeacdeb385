package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any path with any view that a container may have of it. */
class RequestPathFuzzTest {
  private static final String MOUNT = "/ctx/w";

  @MethodSource("paths")
  @FuzzTest(maxDuration = "1m")
  void pathStaysInItsMountAndIsWhatTheContainerSaw(@NotNull String uri, @NotNull String text) {
    // Servlet 3.5: a container's path info is nothing, or begins with a slash.
    String rest = text.isEmpty() || text.startsWith("/") ? text : "/" + text;
    RequestPath path = RequestPath.of(uri, MOUNT, rest, "/w");

    assertThat(RawPath.decode(uri)).isEqualTo(decoded(uri));
    if (uri.startsWith("/")) {
      // Only a path in origin-form is scanned for being a simple one.
      assertThat(RequestPath.of("http://h" + uri, MOUNT, rest, "/w")).isEqualTo(path);
    }
    if (isPlain(uri) && uri.startsWith(MOUNT + "/")) {
      String own = uri.substring(MOUNT.length());
      assertThat(RequestPath.of(uri, MOUNT, own, "/w")).isEqualTo(new RequestPath(MOUNT, own));
    }
    RequestPath welcome = RequestPath.welcome(uri, "/ctx", "/w", rest);
    if (welcome != null) {
      assertThat(welcome).isEqualTo(new RequestPath(MOUNT, rest));
      assertThat(List.of(rest.split("/", -1))).doesNotContain(".", "..");
      List<String> asked = names(withoutParameters(uri));
      assertThat(names(MOUNT + rest).subList(0, asked.size())).isEqualTo(asked);
    }
    if (path != null) {
      assertThat(path.scriptName()).isEqualTo(MOUNT);
      assertThat(path.pathInfo())
          .satisfiesAnyOf(
              info -> assertThat(info).isEmpty(), info -> assertThat(info).startsWith("/"));
      assertThat(path.pathInfo()).doesNotContain("\0");
      assertThat(List.of(path.pathInfo().split("/", -1))).doesNotContain(".", "..");
      assertThat(names(withoutParameters(uri))).isEqualTo(names(MOUNT + rest));
    }
  }

  private static Stream<Arguments> paths() {
    return Stream.of(
        arguments("/ctx/w", ""),
        arguments("/ctx/w/a/b.txt", "/a/b.txt"),
        arguments("/ctx/w/a%20b/%E3%81%82", "/a b/\u3042"),
        arguments("/ctx/w//a///b", "/a/b"),
        arguments("/ctx/w/a/../b/./c", "/b/c"),
        arguments("/ctx/w//..//a///b", "/a/b"),
        arguments("/ctx/w/%2e%2e/b", "/b"),
        arguments("/ctx/w/..;x=1/b", "/b"),
        arguments("/ctx/w/a;jsessionid=1;v=2/b", "/a/b"),
        arguments("/ctx/w/a%2Fb%5C..", "/a/b\\.."),
        arguments("/ctx/w/WEB-INF/web.xml", "/WEB-INF/web.xml"),
        arguments("/c%74x;v/%77/a", "/a"),
        arguments("/ctx/w/docs/", "/docs/index.html"),
        arguments("/ctx/", "/index.html"),
        arguments("/../ctx/w/%C0%AE%00%zz#?", "/"));
  }

  private static boolean isPlain(String uri) {
    return uri.matches("(/[A-Za-z0-9_-]+)+");
  }

  /** Decodes as slowly and as plainly as can be; null for what is no path's text. */
  private static @Nullable String decoded(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        String digits = raw.substring(i + 1, Math.min(raw.length(), i + 3));
        if (!digits.matches("[0-9A-Fa-f]{2}") || digits.equals("00")) {
          return null;
        }
        bytes.write(Integer.parseInt(digits, 16));
        i += 2;
      } else if (c == 0 || c > '~') {
        return null;
      } else {
        bytes.write(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  /** The path as a security constraint sees it: dot segments resolved, parameters gone, decoded. */
  private static String withoutParameters(String uri) {
    String path =
        uri.startsWith("/") ? uri : uri.substring(uri.indexOf('/', uri.indexOf("://") + 3));
    Deque<String> names = new ArrayDeque<>();
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.equals("..")) {
        names.pollLast();
      } else if (!segment.equals(".")) { // RFC 3986 5.2.4: an empty one is one to be taken back
        names.add(segment.replaceFirst("(?s);.*", ""));
      }
    }
    return String.valueOf(decoded("/" + String.join("/", names)));
  }

  private static List<String> names(String path) {
    return Stream.of(path.split("/")).filter(name -> !name.isEmpty()).toList();
  }
}
