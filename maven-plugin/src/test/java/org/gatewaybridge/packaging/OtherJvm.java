package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@link PackMain} in a JVM of its own. */
final class OtherJvm {
  private OtherJvm() {}

  static Process pack(Path folder, Path target, List<String> jvmArguments, String... further)
      throws IOException {
    return new ProcessBuilder(command(folder, target, jvmArguments, further))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static List<String> command(
      Path folder, Path target, List<String> jvmArguments, String... further) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), PackMain.class.getName()));
    command.addAll(List.of(folder.toString(), target.toString()));
    command.addAll(List.of(further));
    return command;
  }
}
