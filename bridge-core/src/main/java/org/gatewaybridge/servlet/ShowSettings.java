package org.gatewaybridge.servlet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatewaybridge.engine.Settings;
import org.gatewaybridge.operation.OwnSettings;

/**
 * Shows the settings that would hold for a deployment on this machine, without its app: what {@code
 * gateway:info} prints. It needs no Servlet API.
 */
public final class ShowSettings {
  private ShowSettings() {}

  /**
   * Prints a line for each setting: name, value and where it stands, with tabs between them; or
   * what is wrong, to standard error, and exits with 1.
   *
   * @param arguments the deployment's parameters, each as {@code name=value}
   */
  public static void main(String[] arguments) {
    Map<String, String> parameters = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      parameters.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    try {
      lines(parameters).forEach(System.out::println);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(1);
    }
  }

  static Iterable<String> lines(Map<String, String> parameters) {
    Settings settings = Settings.of(parameters);
    Options options = Options.of(parameters, settings);
    TreeSet<String> lines = new TreeSet<>(ofFactory(options.app(), parameters));
    lines.addAll(settings.lines());
    return lines;
  }

  private static List<String> ofFactory(String app, Map<String, String> parameters) {
    try {
      return Class.forName(app).getConstructor().newInstance() instanceof OwnSettings factory
          ? factory.settings(parameters)
          : List.of();
    } catch (ReflectiveOperationException | LinkageError notHere) {
      return List.of(); // the deployment will tell of it
    }
  }
}
