package org.gatewaybridge.checking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** The settings that a WAR would have on this machine, printed by its own bridge-core. */
public final class EffectiveSettings {
  private static final String SHOWS = "org.gatewaybridge.servlet.ShowSettings";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private EffectiveSettings() {}

  /**
   * Starts a JVM that prints the settings. Returns a line for each setting, in columns: name,
   * value, source; and a sentence for each name on this machine that has no effect.
   *
   * @param parameters those of the WAR
   * @param contextPath "" or such as /shop
   * @param given settings of the server, as its system properties
   * @param classPath the WAR's classes and libraries
   * @throws PackagingRefused if a setting is wrong, or a factory does not tell its settings in time
   */
  public static List<String> read(
      Map<String, String> parameters,
      String contextPath,
      Map<String, String> given,
      List<Path> classPath)
      throws IOException, InterruptedException {
    return read(parameters, contextPath, given, classPath, PATIENCE);
  }

  static List<String> read(
      Map<String, String> parameters,
      String contextPath,
      Map<String, String> given,
      List<Path> classPath,
      Duration patience)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    given.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(SHOWS);
    command.add("--context-path=" + contextPath);
    parameters.forEach((name, value) -> command.add(name + "=" + value));
    return inColumns(output(command, patience).lines().toList());
  }

  private static String output(List<String> command, Duration patience)
      throws IOException, InterruptedException {
    // Not a pipe, which a process that the app has started could hold open.
    Path file = Files.createTempFile("gateway-info", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .start();
      boolean ended;
      try {
        process.getOutputStream().close();
        ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
      } finally {
        process.destroyForcibly();
      }
      String output = new String(Files.readAllBytes(file), UTF_8);
      if (!ended) {
        throw new PackagingRefused(
            "The app's factory did not tell its settings within "
                + patience.toSeconds()
                + " s. It said: "
                + output.strip());
      }
      if (process.exitValue() != 0) {
        throw new PackagingRefused(output.strip());
      }
      return output;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  // A factory may print lines of its own.
  private static List<String> inColumns(List<String> lines) {
    List<String[]> rows =
        lines.stream().filter(EffectiveSettings::isRow).map(line -> line.split("\t", -1)).toList();
    int names = width(rows, 0);
    int values = width(rows, 1);
    return Stream.concat(
            rows.stream()
                .map(row -> ("%-" + names + "s  %-" + values + "s  %s").formatted((Object[]) row)),
            lines.stream().filter(line -> !isRow(line)))
        .toList();
  }

  private static boolean isRow(String line) {
    return line.split("\t", -1).length == 3;
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
  }
}
