package org.gatewaybridge.middleware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Middleware;
import org.gatewaybridge.api.StartResponse;
import org.jspecify.annotations.Nullable;

/**
 * A middleware that answers GET and HEAD with the files of places; all else is the app's.
 *
 * <pre>{@code
 * GatewayApp deployed = StaticFiles.at("/static", Path.of("/srv/shop/static")).wrap(app);
 * }</pre>
 *
 * <p>It knows ETag, Last-Modified and what asks for them, ranges, and {@code .br} and {@code .gz}
 * files beside a file for clients that take those. The tag is of the content. It lists no folder,
 * follows no symbolic link, and knows no name that begins with a dot but {@code .well-known}: such
 * a path is the app's, as is one of which there is no file.
 */
public final class StaticFiles implements Middleware {
  private static final String UNSAFE_CHARACTERS = "\\:*?\"<>|";

  private final Map<String, Path> places;
  private final boolean dated;
  private final EntityTags tags = new EntityTags();

  private StaticFiles(Map<String, Path> places, boolean dated) {
    this.places = places;
    this.dated = dated;
  }

  /**
   * Answers with the files of a folder, or with a single file.
   *
   * @param path what PATH_INFO begins with, as {@code /static}; "" for all paths; for a file, what
   *     it is, as {@code /favicon.ico}
   * @throws IOException if there is no such folder or file
   */
  public static StaticFiles at(String path, Path place) throws IOException {
    return new StaticFiles(Map.of(), true).and(path, place);
  }

  /**
   * Answers with the files of another folder, too, or with a single file.
   *
   * @param path what PATH_INFO begins with; for a file, what it is
   * @throws IOException if there is no such folder or file
   */
  public StaticFiles and(String path, Path place) throws IOException {
    Map<String, Path> more = new TreeMap<>(places);
    more.put(path, place.toRealPath());
    return new StaticFiles(more, dated);
  }

  /**
   * Answers without Last-Modified: for files whose time is the moment they were unpacked, which
   * differs from server to server. The ETag, which is of the content, does not.
   */
  public StaticFiles withoutLastModified() {
    return new StaticFiles(places, false);
  }

  @Override
  public GatewayApp wrap(GatewayApp app) {
    return new AppWrapper(app) {
      @Override
      public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse)
          throws Exception {
        GatewayApp file = find(environ);
        return (file == null ? app : file).call(environ, startResponse);
      }
    };
  }

  /** Returns the app that answers a request with a file, null if the request is for the app. */
  public @Nullable GatewayApp find(Map<String, Object> environ) {
    Object method = environ.get(EnvironKeys.REQUEST_METHOD);
    return "GET".equals(method) || "HEAD".equals(method)
        ? findAt(String.valueOf(environ.get(EnvironKeys.PATH_INFO)))
        : null;
  }

  /** Returns the app that answers with the file at a path, whatever the method; null if none. */
  public @Nullable GatewayApp findAt(String pathInfo) {
    for (Map.Entry<String, Path> each : places.entrySet()) {
      Path file = null;
      if (pathInfo.equals(each.getKey())) {
        file = regular(each.getValue());
      } else if (pathInfo.startsWith(each.getKey() + '/')) {
        file = file(each.getValue(), pathInfo.substring(each.getKey().length() + 1));
      }
      if (file != null) {
        return new StaticFile(file, tags, dated);
      }
    }
    return null;
  }

  /** Whether a path such as {@code /static} could be a file's that may be seen. */
  public static boolean mayBeSeen(String path) {
    return path.startsWith("/") && isSafePath(path.substring(1));
  }

  private static boolean isSafePath(String name) {
    return List.of(name.split("/", -1)).stream().allMatch(StaticFiles::isSafe);
  }

  /** Returns the file of that name below a folder, null if there is none that may be seen. */
  static @Nullable Path file(Path folder, String name) {
    try {
      return isSafePath(name) ? regular(folder.resolve(name)) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static @Nullable Path regular(Path file) {
    try {
      // The real path is another one behind a symbolic link, and where case does not count.
      return Files.isRegularFile(file) && file.toRealPath().equals(file) ? file : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isSafe(String segment) {
    String upper = segment.toUpperCase(Locale.ROOT);
    return !segment.isEmpty()
        && (!segment.startsWith(".") || segment.equals(".well-known"))
        && !segment.endsWith(".")
        && !segment.endsWith(" ")
        && !upper.equals("WEB-INF")
        && !upper.equals("META-INF")
        && segment.chars().allMatch(c -> c > 0x1f && c != 0x7f && UNSAFE_CHARACTERS.indexOf(c) < 0);
  }
}
