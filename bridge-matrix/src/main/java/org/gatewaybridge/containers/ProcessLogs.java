package org.gatewaybridge.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container's process has logged.
 *
 * @param base the process's own directory
 * @param extraLogs a glob, below the base, of log files beside the console; empty for none
 */
record ProcessLogs(Path base, String extraLogs) {
  private static final int TAIL = 80;

  /** Returns the file with what the process prints. */
  Path console() {
    return base.resolve("console.log");
  }

  /** Returns the console's text, and then that of each other log file in the order of names. */
  String text() {
    StringBuilder all = new StringBuilder();
    files().forEach(file -> all.append(read(file)));
    return all.toString();
  }

  /** Returns the last lines, for a message. */
  String tail() {
    String[] lines = text().split("\n");
    List<String> last = List.of(lines).subList(Math.max(0, lines.length - TAIL), lines.length);
    return "; " + base + " says last:\n" + String.join("\n", last);
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (!extraLogs.isEmpty()) {
      Path pattern = Path.of(extraLogs);
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(
              base.resolve(pattern.getParent()), pattern.getFileName().toString())) {
        found.forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    files.sort(null);
    files.add(0, console());
    return files;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
