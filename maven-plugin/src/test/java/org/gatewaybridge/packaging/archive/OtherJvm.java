package org.gatewaybridge.packaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a JVM of its own. */
public final class OtherJvm {
  private OtherJvm() {}

  static Process pack(Path folder, Path target, List<String> jvmArguments, String... further)
      throws IOException {
    return new ProcessBuilder(command(folder, target, jvmArguments, further))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static Process start(Class<?> main, String... arguments) throws IOException {
    return new ProcessBuilder(command(main, List.of(), List.of(arguments)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static List<String> command(
      Path folder, Path target, List<String> jvmArguments, String... further) {
    List<String> arguments = new ArrayList<>(List.of(folder.toString(), target.toString()));
    arguments.addAll(List.of(further));
    return command(PackMain.class, jvmArguments, arguments);
  }

  private static List<String> command(
      Class<?> main, List<String> jvmArguments, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
