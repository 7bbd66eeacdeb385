package org.gatewaybridge.packaging.carried;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatewaybridge.packaging.archive.PackagingRefused;

/**
 * A folder with a CPython that can be moved, laid out as on Unix.
 *
 * @param name the interpreter's name, such as {@code python3.11}
 */
record PythonHome(Path folder, String name) {
  private static final Pattern NAME = Pattern.compile("python3\\.(\\d+)");
  private static final Pattern PATCH_LEVEL =
      Pattern.compile("#define\\s+PY_VERSION\\s+\"([^\"]+)\"");
  private static final Pattern OPENSSL =
      Pattern.compile("OpenSSL ([0-9]+\\.[0-9]+\\.[0-9]+[a-z]?)");

  /**
   * Finds the interpreter in a folder.
   *
   * @param what names the folder in messages
   * @throws PackagingRefused if there is none
   */
  static PythonHome of(Path folder, String what) throws IOException {
    return newest(folder)
        .map(name -> new PythonHome(folder, name))
        .orElseThrow(
            () ->
                new PackagingRefused(
                    what
                        + " is "
                        + folder
                        + ", in which there is no CPython: no bin/python3.x with lib/python3.x"
                        + " beside it. Give the folder of one that can be moved, such as"
                        + " uv python install unpacks"));
  }

  private static Optional<String> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder.resolve("bin"))) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(folder.resolve("bin"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .filter(name -> Files.isRegularFile(folder.resolve("lib/" + name + "/os.py")))
          .max(Comparator.comparing(name -> Integer.valueOf(name.replaceFirst(".*\\.", ""))));
    }
  }

  /** Returns the path of the interpreter in the folder, with {@code /}. */
  String executable() {
    return "bin/" + name;
  }

  Path interpreter() {
    return folder.resolve(executable());
  }

  Path standardLibrary() {
    return folder.resolve("lib").resolve(name);
  }

  /** Returns such as 3.11. */
  String minorVersion() {
    return name.replaceFirst("python", "");
  }

  /** Returns such as 3.11.3, as its headers say; without them, only 3.11. */
  String version() throws IOException {
    Path headers = folder.resolve("include").resolve(name).resolve("patchlevel.h");
    if (!Files.isRegularFile(headers)) {
      return minorVersion();
    }
    Matcher found = PATCH_LEVEL.matcher(Files.readString(headers, StandardCharsets.ISO_8859_1));
    return found.find() ? found.group(1) : minorVersion();
  }

  /** Returns the version of the OpenSSL in it, as that itself says; empty if there is none. */
  Optional<String> openSslVersion() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(PythonHome::mayHoldOpenSsl).sorted().toList()) {
        Matcher found = OPENSSL.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (found.find()) {
          return Optional.of(found.group(1));
        }
      }
      return Optional.empty();
    }
  }

  private static boolean mayHoldOpenSsl(Path file) {
    return file.getFileName().toString().matches("(_ssl|libcrypto|libssl|python3|libpython3).*")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
