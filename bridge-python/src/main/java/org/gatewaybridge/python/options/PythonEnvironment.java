package org.gatewaybridge.python.options;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatewaybridge.logging.Escaped;
import org.gatewaybridge.settings.Catalogue;
import org.gatewaybridge.settings.Settings;

/**
 * The environment variables of an app's Python: those of the server, without the settings of the
 * bridge, and changed by {@code gateway.python.env.*}. They may be secrets, so nothing logs them.
 */
public final class PythonEnvironment {
  private static final String PREFIX = "gateway.python.env.";

  private final Map<String, String> variables;
  private final Map<String, String> set; // by the settings; empty: removed

  private PythonEnvironment(Map<String, String> variables, Map<String, String> set) {
    this.variables = variables;
    this.set = set;
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if a variable cannot have such a name or value
   */
  public static PythonEnvironment of(Settings settings, Map<String, String> ofServer) {
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
    return new PythonEnvironment(variables, set);
  }

  private static void check(String name, String value) {
    if (name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          Escaped.quoted(PREFIX + name)
              + " cannot be a variable; give a name without = and a value without NUL");
    }
  }

  public Map<String, String> variables() {
    return variables;
  }

  /** Returns the same without some variables, except for those that the settings set. */
  public PythonEnvironment without(Collection<String> names) {
    Map<String, String> fewer = new TreeMap<>(variables);
    fewer.keySet().removeIf(name -> names.contains(name) && !set.containsKey(name));
    return new PythonEnvironment(fewer, set);
  }

  /** Returns the same with one more variable, unless the settings set it. */
  public PythonEnvironment with(String name, String value) {
    Map<String, String> more = new TreeMap<>(variables);
    if (!set.containsKey(name)) {
      more.put(name, value);
    }
    return new PythonEnvironment(more, set);
  }

  /**
   * Returns the variables of the settings that are not all ASCII, as NAME=VALUE, separated by NUL.
   * In the C locale, in which services and containers often run, Java would start a process with
   * question marks instead.
   */
  public String beyondAscii() {
    return set.entrySet().stream()
        .filter(variable -> !variable.getValue().isEmpty())
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .filter(text -> !US_ASCII.newEncoder().canEncode(text))
        .collect(Collectors.joining("\0"));
  }

  /** Replaces the variables of another environment. */
  public void replace(Map<String, String> environment) {
    environment.keySet().retainAll(variables.keySet());
    variables.forEach(
        (name, value) -> {
          // An unchanged variable keeps its bytes, which may not be text.
          if (!value.equals(environment.get(name))) {
            environment.put(name, value);
          }
        });
  }
}
