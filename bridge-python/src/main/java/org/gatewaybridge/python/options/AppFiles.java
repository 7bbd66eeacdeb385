package org.gatewaybridge.python.options;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatewaybridge.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which Python looks for an app's modules.
 *
 * @param path the folders that the operator has set, searched first; the first of them is the
 *     working directory. If empty, those of {@code webInf} are used
 * @param webInf the directory of the unpacked WEB-INF; null if the app needs none
 */
public record AppFiles(List<Path> path, @Nullable Path webInf) {

  static AppFiles of(Settings settings, @Nullable String webInf) {
    List<Path> path =
        Stream.of(settings.text("gateway.python.path", "").split(Pattern.quote(File.pathSeparator)))
            .filter(folder -> !folder.isEmpty())
            .map(
                folder ->
                    Path.of(folder).toAbsolutePath()) // the working directory of Python is another
            .toList();
    return new AppFiles(path, webInf == null ? null : Path.of(webInf));
  }

  /** Returns the folder of the app's own modules; null if there is none. */
  public @Nullable Path sources() {
    if (!path.isEmpty()) {
      return path.get(0);
    }
    Path sources = webInf == null ? null : webInf.resolve("python");
    return sources != null && Files.isDirectory(sources) ? sources : null;
  }

  /** Returns the folders that come first in {@code sys.path}, with the path separator between. */
  public String pythonPath() {
    Path sources = sources();
    List<Path> folders =
        !path.isEmpty()
            ? path
            : sources == null
                ? List.of()
                : List.of(sources, sources.resolveSibling("python-packages"));
    return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the folder that the next WAR replaces; empty if the app is elsewhere. */
  public String deployment() {
    return path.isEmpty() && webInf != null ? webInf.toString() : "";
  }

  /** Returns the Python that the WAR's native packages were built for. */
  public NativeMark nativeMark() throws IOException {
    return NativeMark.read(webInf);
  }
}
