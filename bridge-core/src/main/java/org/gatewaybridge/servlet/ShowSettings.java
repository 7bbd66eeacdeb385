package org.gatewaybridge.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gatewaybridge.operation.OwnSettings;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Parameters;
import org.gatewaybridge.settings.Settings;
import org.gatewaybridge.settings.UnknownSettings;

/**
 * Prints the settings that a deployment would have on this machine, without its app: {@code
 * gateway:info}. It needs no Servlet API. Of the app's classes, it runs nothing but a factory with
 * {@link OwnSettings}.
 */
final class ShowSettings {
  private static final String CONTEXT_PATH = "--context-path";

  private ShowSettings() {}

  /**
   * Prints a line for each setting: name, value and where it is set, with tabs between them; and a
   * sentence for each name that has no effect. If a setting is wrong, prints that to standard error
   * and exits with 1. The process ends then, whatever a factory has started.
   *
   * @param arguments {@code --context-path=/shop}, and then the WAR's parameters, each as {@code
   *     name=value}
   */
  public static void main(String[] arguments) {
    Map<String, String> war = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      war.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    String contextPath = war.getOrDefault(CONTEXT_PATH, "");
    war.remove(CONTEXT_PATH);
    try {
      lines(new Parameters(war, Map.of(), contextPath, () -> "localhost"))
          .forEach(System.out::println);
      System.out.flush();
      Runtime.getRuntime().halt(0);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  static List<String> lines(Map<String, String> parameters) {
    Settings settings = Settings.of(parameters);
    Options options = Options.of(settings);
    UnknownSettings unknown =
        new UnknownSettings(settings, Catalogue.of(ShowSettings.class.getClassLoader()));
    unknown.refuseOfWar("gateway.");
    TreeSet<String> sorted = new TreeSet<>(ofFactory(options.app(), parameters));
    sorted.addAll(settings.lines());
    List<String> lines = new ArrayList<>(sorted);
    lines.addAll(unknown.ofServer());
    return lines;
  }

  private static List<String> ofFactory(String app, Map<String, String> parameters) {
    try {
      Class<?> type = Class.forName(app, false, ShowSettings.class.getClassLoader());
      return OwnSettings.class.isAssignableFrom(type)
          ? ((OwnSettings) type.getConstructor().newInstance()).settings(parameters)
          : List.of();
    } catch (ReflectiveOperationException | LinkageError notHere) {
      return List.of(); // the deployment will report it
    }
  }
}
