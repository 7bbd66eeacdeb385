package org.gatewaybridge.checking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/** The settings that a WAR would have on this machine, printed by its own bridge-core. */
public final class EffectiveSettings {
  private static final String SHOWS = "org.gatewaybridge.servlet.ShowSettings";

  private EffectiveSettings() {}

  /**
   * Starts a JVM that prints the settings. Returns a line for each setting, in columns: name,
   * value, source; and a sentence for each name on this machine that has no effect.
   *
   * @param parameters those of the WAR
   * @param contextPath "" or such as /shop
   * @param given settings of the server, as its system properties
   * @param classPath the WAR's classes and libraries
   * @throws PackagingRefused if a setting is wrong
   */
  public static List<String> read(
      Map<String, String> parameters,
      String contextPath,
      Map<String, String> given,
      List<Path> classPath)
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
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new PackagingRefused(output.strip());
    }
    List<String[]> rows =
        output
            .lines()
            .filter(line -> line.contains("\t"))
            .map(line -> line.split("\t", -1))
            .toList();
    int names = width(rows, 0);
    int values = width(rows, 1);
    return Stream.concat(
            rows.stream()
                .map(row -> ("%-" + names + "s  %-" + values + "s  %s").formatted((Object[]) row)),
            output.lines().filter(line -> !line.contains("\t")))
        .toList();
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
  }
}
