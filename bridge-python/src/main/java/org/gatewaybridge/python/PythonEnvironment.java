package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Settings;

/**
 * The environment of an app's Python: the server's, without the variables that are settings of the
 * bridge, and changed by {@code gateway.python.env.*}. It is secret, so it is shown nowhere.
 */
final class PythonEnvironment {
  private static final String PREFIX = "gateway.python.env.";

  private final Map<String, String> variables;
  private final Map<String, String> set;

  private PythonEnvironment(Map<String, String> variables, Map<String, String> set) {
    this.variables = variables;
    this.set = set;
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if a name or a value cannot be one of a variable
   */
  static PythonEnvironment of(Settings settings, Map<String, String> ofServer) {
    Catalogue catalogue = Catalogue.of(PythonEnvironment.class.getClassLoader());
    Map<String, String> variables = new TreeMap<>(ofServer);
    variables.keySet().removeIf(catalogue::hasVariable);
    Map<String, String> set = new TreeMap<>(settings.secrets(PREFIX));
    set.forEach(
        (name, value) -> {
          check(name, value);
          if (value.isEmpty()) {
            variables.remove(name);
          } else {
            variables.put(name, value);
          }
        });
    set.values().removeIf(String::isEmpty);
    return new PythonEnvironment(variables, set);
  }

  private static void check(String name, String value) {
    if (name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          Escaped.quoted(PREFIX + name)
              + " cannot be a variable; give a name without = and a value without NUL");
    }
  }

  Map<String, String> variables() {
    return variables;
  }

  /**
   * Returns what is set and is not all ASCII, as NAME=VALUE with a NUL between two. In the C
   * locale, which services and containers often run in, Java starts a process with question marks
   * instead.
   */
  String beyondAscii() {
    return set.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .filter(text -> !US_ASCII.newEncoder().canEncode(text))
        .collect(Collectors.joining("\0"));
  }

  /** Puts it in the place of another one. */
  void replace(Map<String, String> environment) {
    environment.keySet().retainAll(variables.keySet());
    variables.forEach(
        (name, value) -> {
          // What is not changed keeps its bytes, which may be no text.
          if (!value.equals(environment.get(name))) {
            environment.put(name, value);
          }
        });
  }
}
