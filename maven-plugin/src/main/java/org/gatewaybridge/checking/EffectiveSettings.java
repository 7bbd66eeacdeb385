package org.gatewaybridge.checking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatewaybridge.packaging.PackagingRefused;

/** The settings that would hold for a WAR on this machine; its own bridge-core tells them. */
public final class EffectiveSettings {
  private static final String SHOWS = "org.gatewaybridge.servlet.ShowSettings";

  private EffectiveSettings() {}

  /**
   * Returns a line for each setting, in columns: name, value, where it stands.
   *
   * @param parameters those of the deployment
   * @param classPath the WAR's classes and libraries
   * @throws PackagingRefused if a setting is wrong
   */
  public static List<String> of(Map<String, String> parameters, List<Path> classPath)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(SHOWS);
    parameters.forEach((name, value) -> command.add(name + "=" + value));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new PackagingRefused(output.strip());
    }
    List<String[]> rows = output.lines().map(line -> line.split("\t", -1)).toList();
    int names = width(rows, 0);
    int values = width(rows, 1);
    return rows.stream()
        .map(row -> ("%-" + names + "s  %-" + values + "s  %s").formatted((Object[]) row))
        .toList();
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
  }
}
