package org.gatewaybridge.python.interpreter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The kind of machine that an interpreter is made for, by the names of Maven Central's CPythons.
 */
final class Platform {
  private Platform() {}

  /** Returns this machine's, such as {@code linux-x86_64}, or {@code linux-x86_64-musl}. */
  static String own() {
    String name = of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    return name.startsWith("linux-") && hasMuslAlone(System.getProperty("os.arch", ""))
        ? name + "-musl"
        : name;
  }

  /** Whether programs made for glibc have no loader here, as on Alpine. */
  private static boolean hasMuslAlone(String osArch) {
    String processor = osArch.equals("amd64") ? "x86_64" : osArch;
    String glibc = processor.equals("x86_64") ? "/lib64/ld-linux-x86-64" : "/lib/ld-linux-aarch64";
    return Files.exists(Path.of("/lib/ld-musl-" + processor + ".so.1"))
        && !Files.exists(Path.of(glibc + (processor.equals("x86_64") ? ".so.2" : ".so.1")));
  }

  /** Returns that of a machine whose JVM has these system properties. */
  static String of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system =
        name.startsWith("mac") ? "macosx" : name.startsWith("windows") ? "windows" : "linux";
    String processor =
        switch (osArch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> osArch;
        };
    return system + '-' + processor;
  }
}
