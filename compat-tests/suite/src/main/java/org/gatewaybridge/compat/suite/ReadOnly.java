package org.gatewaybridge.compat.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory that one process can only read, whoever runs it: mounted so in its own namespace. */
final class ReadOnly {
  private static final List<String> NAMESPACE = List.of("unshare", "--mount");

  private ReadOnly() {}

  static boolean isPossible() throws InterruptedException {
    List<String> nothing = new ArrayList<>(NAMESPACE);
    nothing.add("true");
    try {
      return new ProcessBuilder(nothing).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  /** Makes the command that runs another one, its last arguments, with the directory read only. */
  static List<String> behind(Path directory) {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.addAll(
        List.of(
            "sh",
            "-c",
            "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"",
            directory.toString()));
    return command;
  }
}
