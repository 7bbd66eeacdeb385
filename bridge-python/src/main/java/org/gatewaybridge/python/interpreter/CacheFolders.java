package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Where a carried interpreter may be unpacked. */
final class CacheFolders {
  private CacheFolders() {}

  /** Returns the folders to try, best first: the user's cache, then the temporary folder. */
  static List<Path> of(String setting, Map<String, String> environment, Properties system) {
    if (!setting.isEmpty()) {
      return List.of(Path.of(setting).toAbsolutePath());
    }
    List<Path> folders = new ArrayList<>();
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = system.getProperty("user.home", "");
    if (cache.startsWith("/")) {
      folders.add(Path.of(cache));
    } else if (Path.of(home).isAbsolute()) { // a user without a home has "?"
      folders.add(Path.of(home, ".cache"));
    }
    folders.replaceAll(folder -> folder.resolve("gateway-bridge").resolve("python"));
    String user = system.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    folders.add(
        Path.of(system.getProperty("java.io.tmpdir", "/tmp"))
            .toAbsolutePath()
            .resolve("gateway-python-" + user));
    return folders;
  }

  /**
   * Unpacks an interpreter in the first folder in which that can be done.
   *
   * @throws IOException if there is none; the message says why, for each folder
   */
  static HeldRuntime hold(CarriedPython python, List<Path> folders) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Path folder : folders) {
      try {
        return RuntimeCache.at(folder).hold(python);
      } catch (IOException | UnsupportedOperationException e) {
        reasons.add("in " + folder + ": " + e);
      }
    }
    throw new IOException(String.join("; ", reasons));
  }
}
