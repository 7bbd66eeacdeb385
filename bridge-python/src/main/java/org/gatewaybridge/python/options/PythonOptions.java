package org.gatewaybridge.python.options;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.settings.UnknownSettings;

/**
 * The settings of a deployment's Python app, checked.
 *
 * @param runtime auto, workers or embedded
 * @param contexts how many contexts of GraalPy the embedded runtime has
 * @param threads how many requests of a WSGI app a worker or a context serves at once
 */
public record PythonOptions(
    AppOptions app,
    String runtime,
    int contexts,
    int threads,
    WorkerOptions workers,
    StartOptions start,
    RequestOptions requests,
    BufferOptions buffers,
    LoopOptions loops) {

  private static final String PREFIX = "gateway.python.";

  /**
   * Reads the settings.
   *
   * @param parameters the WAR's own
   * @throws IllegalArgumentException if a setting is wrong, unknown or missing
   */
  public static PythonOptions of(Map<String, String> parameters, Settings settings) {
    Catalogue catalogue = Catalogue.of(PythonOptions.class.getClassLoader());
    new UnknownSettings(settings, catalogue).refuseOfWar(PREFIX);
    int processors = Runtime.getRuntime().availableProcessors();
    return new PythonOptions(
        AppOptions.of(settings, parameters.get("gateway.web-inf")),
        settings.oneOf(PREFIX + "runtime", "auto", List.of("auto", "workers", "embedded")),
        settings.threads(PREFIX + "contexts", Math.min(8, Math.max(2, processors / 2)), 1),
        settings.threads(PREFIX + "threads", 1, 1),
        WorkerOptions.of(settings),
        StartOptions.of(settings),
        RequestOptions.of(settings),
        BufferOptions.of(settings),
        LoopOptions.of(settings));
  }
}
