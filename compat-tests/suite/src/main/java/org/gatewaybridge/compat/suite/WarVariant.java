package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Copies of a WAR that differ in their descriptor. */
record WarVariant(Path war, Path folder) {

  static WarVariant of(Path war, Path folder) {
    return new WarVariant(war, folder);
  }

  Path withInitParameter(String name, String value) throws IOException {
    String parameter =
        "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
            .formatted(name, value);
    return changed(
        name, descriptor -> descriptor.replaceFirst("(?s)(</servlet-class>)", "$1" + parameter));
  }

  Path withUrlPattern(String pattern) throws IOException {
    return changed(
        "pattern-" + pattern.length(),
        descriptor ->
            descriptor.replaceFirst(
                "<url-pattern>[^<]*</url-pattern>", "<url-pattern>" + pattern + "</url-pattern>"));
  }

  private Path changed(String name, UnaryOperator<String> change) throws IOException {
    Path copy = Files.copy(war, folder.resolve(name + ".war"));
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      Path descriptor = zip.getPath("WEB-INF", "web.xml");
      String before = Files.readString(descriptor, UTF_8);
      String after = change.apply(before);
      if (after.equals(before)) {
        throw new AssertionError("Nothing to change for " + name + " in " + before);
      }
      Files.writeString(descriptor, after, UTF_8);
    }
    return copy;
  }
}
