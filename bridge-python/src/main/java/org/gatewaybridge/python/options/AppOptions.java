package org.gatewaybridge.python.options;

import org.gatewaybridge.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The app that Python imports, and its surroundings.
 *
 * @param name the WSGI callable, {@code module:attribute}
 * @param environment the variables that Python sees
 * @param lenient whether hop-by-hop response headers are dropped instead of refused
 */
public record AppOptions(
    String name, AppFiles files, PythonEnvironment environment, boolean lenient) {

  static AppOptions of(Settings settings, @Nullable String webInf) {
    return new AppOptions(
        name(settings),
        AppFiles.of(settings, webInf),
        PythonEnvironment.of(settings, System.getenv()),
        settings.flag("gateway.lenient", false));
  }

  private static String name(Settings settings) {
    String name = settings.text("gateway.python.app", "");
    if (!name.matches("[^:\\s]+(:[^:\\s]+)?")) {
      throw settings.wrong(
          "gateway.python.app", "the WSGI callable, for example mysite.wsgi:application");
    }
    return name;
  }
}
