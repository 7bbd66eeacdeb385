package org.gatewaybridge.python;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.engine.Escaped;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment says about its Python app, checked.
 *
 * @param app the WSGI callable, {@code module:attribute}
 * @param runtime auto, workers or embedded
 * @param contexts how many contexts of GraalPy answer requests in the embedded runtime
 * @param maxRequests after how many requests a worker is replaced, 0 for never
 * @param maxRequestsJitter by how many requests that varies
 * @param maxRss above how many bytes of memory a worker is replaced, 0 for never
 * @param backlog how many requests may wait for a worker
 * @param timeout how long a request may go without progress, zero for ever
 * @param gracefulTimeout how long the end waits for requests in flight
 * @param lenient whether hop-by-hop response headers are dropped instead of refused
 * @param path the folders where Python looks first, the first of them its working directory; if
 *     empty, those of {@code webInf}
 * @param reload whether a changed source reloads the app
 * @param webInf the directory of the unpacked WEB-INF; null if the app needs none
 */
record Settings(
    String app,
    String runtime,
    int contexts,
    String executable,
    int workers,
    int threads,
    boolean preload,
    int maxRequests,
    int maxRequestsJitter,
    long maxRss,
    int backlog,
    Duration timeout,
    Duration gracefulTimeout,
    boolean lenient,
    List<Path> path,
    boolean reload,
    @Nullable Path webInf) {

  private static final String PREFIX = "gateway.python.";
  private static final Set<String> KNOWN =
      Set.of(
          "app",
          "backlog",
          "contexts",
          "executable",
          "max-requests",
          "max-requests-jitter",
          "max-rss",
          "path",
          "preload",
          "reload",
          "runtime",
          "threads",
          "workers");

  /**
   * Reads the settings: a system property of the name comes before an environment variable ({@code
   * GATEWAY_PYTHON_MAX_RSS} for {@code gateway.python.max-rss}), and that before the parameter.
   *
   * @throws IllegalArgumentException if one is wrong, unknown or missing
   */
  static Settings of(
      Map<String, String> parameters,
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    refuseUnknown(parameters);
    Reader reader = new Reader(parameters, properties, environment);
    String runtime = reader.text(PREFIX + "runtime", "auto");
    if (!Set.of("auto", "workers", "embedded").contains(runtime)) {
      throw wrong(PREFIX + "runtime", runtime, "auto, workers or embedded");
    }
    String webInf = parameters.get("gateway.web-inf");
    int processors = Runtime.getRuntime().availableProcessors();
    return new Settings(
        reader.app(),
        runtime,
        reader.count("contexts", Math.min(8, Math.max(2, processors / 2)), 1),
        reader.text(PREFIX + "executable", "python3"),
        reader.count("workers", Math.max(2, processors), 1),
        reader.count("threads", 1, 1),
        reader.flag(PREFIX + "preload", true),
        reader.count("max-requests", 0, 0),
        reader.count("max-requests-jitter", 0, 0),
        reader.bytes(PREFIX + "max-rss"),
        reader.count("backlog", 2048, 0),
        reader.seconds("gateway.timeout", 30),
        reader.seconds("gateway.graceful-timeout", 30),
        reader.flag("gateway.lenient", false),
        reader.paths(PREFIX + "path"),
        reader.flag(PREFIX + "reload", false),
        webInf == null ? null : Path.of(webInf));
  }

  private static void refuseUnknown(Map<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (name.startsWith(PREFIX) && !KNOWN.contains(name.substring(PREFIX.length()))) {
        throw new IllegalArgumentException(
            "Init parameter "
                + Escaped.quoted(name)
                + " is unknown; "
                + PREFIX
                + "* knows "
                + String.join(", ", new TreeSet<>(KNOWN)));
      }
    }
  }

  private static IllegalArgumentException wrong(String name, String value, String wanted) {
    return new IllegalArgumentException(name + " is " + Escaped.quoted(value) + "; give " + wanted);
  }

  private record Reader(
      Map<String, String> parameters,
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {

    String text(String name, String otherwise) {
      String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      String value = properties.apply(name);
      if (value == null) {
        value = environment.apply(variable);
      }
      if (value == null) {
        value = parameters.get(name);
      }
      return value == null || value.isBlank() ? otherwise : value.strip();
    }

    List<Path> paths(String name) {
      return Stream.of(text(name, "").split(Pattern.quote(File.pathSeparator)))
          .filter(path -> !path.isEmpty())
          .map(Path::of)
          .toList();
    }

    String app() {
      String app = text(PREFIX + "app", "");
      if (!app.matches("[^:\\s]+(:[^:\\s]+)?")) {
        throw wrong(PREFIX + "app", app, "the WSGI callable, for example mysite.wsgi:application");
      }
      return app;
    }

    int count(String name, int otherwise, int least) {
      String value = text(PREFIX + name, Integer.toString(otherwise));
      if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= least) {
        return Integer.parseInt(value);
      }
      throw wrong(PREFIX + name, value, "a whole number of at least " + least);
    }

    Duration seconds(String name, int otherwise) {
      String value = text(name, Integer.toString(otherwise));
      if (value.matches("\\d{1,9}")) {
        return Duration.ofSeconds(Integer.parseInt(value));
      }
      throw wrong(name, value, "a whole number of seconds");
    }

    boolean flag(String name, boolean otherwise) {
      String value = text(name, Boolean.toString(otherwise));
      if (value.equals("true") || value.equals("false")) {
        return value.equals("true");
      }
      throw wrong(name, value, "true or false");
    }

    long bytes(String name) {
      String value = text(name, "0").toLowerCase(Locale.ROOT);
      if (!value.matches("\\d{1,9}[kmg]?")) {
        throw wrong(name, value, "a number of bytes with k, m or g behind it, for example 300m");
      }
      int last = value.length() - 1;
      int shift = 10 * (1 + "kmg".indexOf(value.charAt(last)));
      return Long.parseLong(shift == 0 ? value : value.substring(0, last)) << shift;
    }
  }
}
