package org.gatewaybridge.packaging.carried;

import java.util.Locale;

/** The kinds of machines that an interpreter is made for, by the names of Maven Central's. */
final class Platforms {
  private Platforms() {}

  /** Returns the build machine's, by this JVM; it does not tell musl from glibc. */
  static String own() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  // bridge-python's Platform makes the same names when a WAR starts.
  static String of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system =
        name.startsWith("mac") ? "macosx" : name.startsWith("windows") ? "windows" : "linux";
    return system + '-' + processor(osArch);
  }

  /** Returns that of an interpreter with such a tag for its native packages. */
  static String ofTag(String tag) {
    String platform = tag.replaceFirst("^[^-]*-", "");
    String processor = processor(platform.replaceFirst("^[^_]*_", ""));
    if (platform.startsWith("musllinux_")) {
      return "linux-" + processor + "-musl";
    }
    return platform.startsWith("darwin_")
        ? "macosx-" + processor
        : platform.startsWith("win32_") ? "windows-" + processor : "linux-" + processor;
  }

  private static String processor(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> name;
    };
  }
}
