package org.gatewaybridge.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The filters, listeners and servlets of a WAR that only annotations declare. Undertow here does
 * not register them, and a filter that guards an app must not be missing unnoticed.
 */
final class AnnotatedComponents {
  // How a class file names an annotation.
  private static final Pattern COMPONENT =
      Pattern.compile("Ljakarta/servlet/annotation/(Web(?:Filter|Listener|Servlet));");

  private AnnotatedComponents() {}

  /**
   * Refuses a WAR that has such a class.
   *
   * @param declared the classes that its web.xml declares
   */
  static void refuse(UnpackedWar war, Set<String> declared) throws IOException {
    Path classes = war.directory().resolve("WEB-INF/classes");
    if (!Files.isDirectory(classes)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(classes)) {
      files = found.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      String name = name(classes.relativize(file));
      Matcher component =
          COMPONENT.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      if (component.find() && !declared.contains(name)) {
        throw new IOException(
            name
                + " is a @"
                + component.group(1)
                + ", and Undertow here registers nothing by annotations; declare it in web.xml, or"
                + " use Tomcat or Jetty");
      }
    }
  }

  private static String name(Path relative) {
    return relative.toString().replaceFirst("\\.class$", "").replace('\\', '.').replace('/', '.');
  }
}
