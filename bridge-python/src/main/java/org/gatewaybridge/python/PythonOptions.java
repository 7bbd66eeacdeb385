package org.gatewaybridge.python;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.settings.UnknownSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment says about its Python app, checked.
 *
 * @param app the WSGI callable, {@code module:attribute}
 * @param runtime auto, workers or embedded
 * @param contexts how many contexts of GraalPy answer requests in the embedded runtime
 * @param preload whether the app is imported once, and the workers are forks of that
 * @param startTimeout how long the import may take
 * @param startInBackground whether a deployment is there before its app
 * @param maxRequests after how many requests a worker is replaced, 0 for never
 * @param maxRequestsJitter by how many requests that varies
 * @param maxRss above how many bytes of memory a worker is replaced, 0 for never
 * @param backlog how many requests may wait for a worker
 * @param timeout how long a request may go without progress, zero for ever
 * @param gracefulTimeout how long the end waits for requests in flight
 * @param lenient whether hop-by-hop response headers are dropped instead of refused
 * @param path the folders where Python looks first, the first of them its working directory; if
 *     empty, those of {@code webInf}
 * @param environment the variables that Python sees
 * @param reload whether a changed source reloads the app
 * @param buffering whether a body is read before a worker is taken
 * @param bufferMemory how many bytes of memory bodies and answers may take that wait for clients
 * @param bufferDisk how many bytes of the disk they may take
 * @param bufferFolder where that disk is
 * @param webInf the directory of the unpacked WEB-INF; null if the app needs none
 */
record PythonOptions(
    String app,
    String runtime,
    int contexts,
    String executable,
    int workers,
    int threads,
    boolean preload,
    Duration startTimeout,
    boolean startInBackground,
    int maxRequests,
    int maxRequestsJitter,
    long maxRss,
    int backlog,
    Duration timeout,
    Duration gracefulTimeout,
    boolean lenient,
    List<Path> path,
    PythonEnvironment environment,
    boolean reload,
    boolean buffering,
    long bufferMemory,
    long bufferDisk,
    Path bufferFolder,
    @Nullable Path webInf) {

  private static final String PREFIX = "gateway.python.";

  /**
   * Reads the settings.
   *
   * @param parameters those of the WAR
   * @throws IllegalArgumentException if one is wrong, unknown or missing
   */
  static PythonOptions of(Map<String, String> parameters, Settings settings) {
    Catalogue catalogue = Catalogue.of(PythonOptions.class.getClassLoader());
    new UnknownSettings(settings, catalogue).refuseOfWar(PREFIX);
    String webInf = parameters.get("gateway.web-inf");
    int processors = Runtime.getRuntime().availableProcessors();
    return new PythonOptions(
        app(settings),
        settings.oneOf(PREFIX + "runtime", "auto", List.of("auto", "workers", "embedded")),
        settings.count(PREFIX + "contexts", Math.min(8, Math.max(2, processors / 2)), 1),
        settings.text(PREFIX + "executable", "python3"),
        settings.count(PREFIX + "workers", Math.max(2, processors), 1),
        settings.count(PREFIX + "threads", 1, 1),
        settings.flag(PREFIX + "preload", false),
        Duration.ofSeconds(settings.count(PREFIX + "start-timeout", 300, 1)),
        settings.flag(PREFIX + "start-in-background", false),
        settings.count(PREFIX + "max-requests", 0, 0),
        settings.count(PREFIX + "max-requests-jitter", 0, 0),
        settings.bytes(PREFIX + "max-rss"),
        settings.count(PREFIX + "backlog", 2048, 0),
        Duration.ofSeconds(settings.seconds("gateway.timeout", 30)),
        Duration.ofSeconds(settings.seconds("gateway.graceful-timeout", 30)),
        settings.flag("gateway.lenient", false),
        paths(settings.text(PREFIX + "path", "")),
        PythonEnvironment.of(settings, System.getenv()),
        settings.flag(PREFIX + "reload", false),
        settings.flag(PREFIX + "buffering", true),
        settings.bytes(PREFIX + "buffer-memory", "16m"),
        settings.bytes(PREFIX + "buffer-disk", "1g"),
        folder(settings.text(PREFIX + "buffer-folder", System.getProperty("java.io.tmpdir"))),
        webInf == null ? null : Path.of(webInf));
  }

  private static String app(Settings settings) {
    String name = PREFIX + "app";
    String app = settings.text(name, "");
    if (!app.matches("[^:\\s]+(:[^:\\s]+)?")) {
      throw settings.wrong(name, "the WSGI callable, for example mysite.wsgi:application");
    }
    return app;
  }

  private static Path folder(String value) {
    Path folder = Path.of(value);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          PREFIX + "buffer-folder is " + Escaped.quoted(value) + "; give a folder to write to");
    }
    return folder;
  }

  private static List<Path> paths(String value) {
    return Stream.of(value.split(Pattern.quote(File.pathSeparator)))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }
}
