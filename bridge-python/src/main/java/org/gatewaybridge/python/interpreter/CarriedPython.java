package org.gatewaybridge.python.interpreter;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A CPython in the WAR, for this machine's platform: {@code WEB-INF/python-runtime/PLATFORM.zip},
 * and a properties file of that name beside it.
 *
 * @param archive the interpreter with its standard library
 * @param digest the SHA-256 of the archive, in hexadecimal digits
 * @param executable the path of the interpreter in the archive
 * @param version such as {@code 3.11.3}
 */
record CarriedPython(Path archive, String digest, String executable, String version) {
  private static final String FOLDER = "python-runtime";
  private static final String FACTS = ".properties";

  /**
   * Finds it.
   *
   * @param webInf the directory of the unpacked WEB-INF, null if there is none
   * @return empty if the WAR carries none for this platform
   * @throws IOException if it carries one that is damaged
   */
  static Optional<CarriedPython> of(@Nullable Path webInf, String platform) throws IOException {
    Path facts = webInf == null ? null : webInf.resolve(FOLDER).resolve(platform + FACTS);
    if (facts == null || !Files.isRegularFile(facts)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(facts)) {
      properties.load(reader);
    }
    return Optional.of(
        new CarriedPython(
            facts.resolveSibling(platform + ".zip"),
            value(properties, "digest", "[0-9a-f]{64}", facts),
            value(properties, "executable", "[^/.][^/]*(/[^/.][^/]*)*", facts),
            value(properties, "version", ".+", facts)));
  }

  private static String value(Properties properties, String name, String pattern, Path file)
      throws IOException {
    String value = properties.getProperty(name, "");
    if (!value.matches(pattern)) {
      throw new IOException(file + " has no " + name + "; the WAR is damaged, build it again");
    }
    return value;
  }

  /** Returns the platforms for which the WAR carries an interpreter, sorted. */
  static List<String> platforms(@Nullable Path webInf) throws IOException {
    List<String> platforms = new ArrayList<>();
    if (webInf != null && Files.isDirectory(webInf.resolve(FOLDER))) {
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(webInf.resolve(FOLDER), "*" + FACTS)) {
        for (Path facts : all) {
          String name = String.valueOf(facts.getFileName());
          platforms.add(name.substring(0, name.length() - FACTS.length()));
        }
      }
    }
    return platforms.stream().sorted().toList();
  }
}
