package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Python without what Python lacks on Windows: a virtual environment whose site imports bare.py.
 */
final class BarePython {
  private BarePython() {}

  /** Makes one in a folder; returns its executable. */
  static Path in(Path folder) throws Exception {
    Path system = Path.of(PythonServer.PYTHON);
    assumeTrue(Files.isExecutable(system), "There is no " + system);
    Path packages =
        Files.createDirectories(folder.resolve("lib/python" + version() + "/site-packages"));
    try (InputStream in = BarePython.class.getResourceAsStream("/bare/bare.py")) {
      Files.copy(in, packages.resolve("bare.py"));
    }
    Files.writeString(packages.resolve("bare.pth"), "import bare\n");
    Files.writeString(folder.resolve("pyvenv.cfg"), "home = " + system.getParent() + "\n");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    return Files.createSymbolicLink(bin.resolve("python3"), system);
  }

  private static String version() throws Exception {
    List<String> command =
        List.of(
            PythonServer.PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2], end='')");
    return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), UTF_8);
  }
}
