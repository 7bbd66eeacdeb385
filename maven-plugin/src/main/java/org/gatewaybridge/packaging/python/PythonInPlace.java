package org.gatewaybridge.packaging.python;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.archive.WarLayout;

/**
 * Runs a Python app in its source folder instead of a copy, so that it finds a database there, and
 * changes take effect.
 */
public final class PythonInPlace {
  private PythonInPlace() {}

  /**
   * Returns the system properties with which a server runs the app in place.
   *
   * @param work the build's folder for generated files
   * @param reload whether a changed source reloads the app
   * @param details receives pip's output
   */
  public static Map<String, String> properties(
      PythonProject project, Path work, boolean reload, Consumer<String> details)
      throws IOException {
    Optional<Path> packages = PythonPackages.install(project, work, details);
    String sources = project.sources().toAbsolutePath().toString();
    Map<String, String> properties = new TreeMap<>();
    properties.put(
        "gateway.python.path",
        packages
            .map(folder -> sources + File.pathSeparator + folder.toAbsolutePath())
            .orElse(sources));
    properties.put("gateway.python.reload", Boolean.toString(reload));
    return properties;
  }

  /** Removes from a layout what is used in place. */
  public static WarLayout without(WarLayout layout) {
    layout.removeIf(
        name -> name.startsWith(PythonProject.PLACE) || name.startsWith(PythonProject.PACKAGES));
    return layout;
  }
}
