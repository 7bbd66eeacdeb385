package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of a WAR that differ in their descriptor. */
record WarVariant(Path war, Path folder) {

  Path withInitParameter(String name, String value) throws IOException {
    String parameter =
        "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
            .formatted(name, value);
    return changed("</servlet-class>", "</servlet-class>" + parameter);
  }

  Path withUrlPattern(String pattern) throws IOException {
    return changed("<url-pattern>[^<]*<", "<url-pattern>" + pattern + "<");
  }

  Path withApp(String name) throws IOException {
    return changed("<param-value>[^<]*CompatAppFactory<", "<param-value>" + name + "<");
  }

  /** Forbids a pattern to everybody. */
  Path withForbidden(String pattern) throws IOException {
    String constraint =
        """
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>forbidden</web-resource-name>
            <url-pattern>%s</url-pattern>
          </web-resource-collection>
          <auth-constraint/>
        </security-constraint>
        """
            .formatted(pattern);
    return changed("</web-app>", constraint + "</web-app>");
  }

  private Path changed(String regex, String replacement) throws IOException {
    Path copy = Files.createTempFile(folder, "variant", ".war");
    Files.write(copy, Files.readAllBytes(war));
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      Path descriptor = zip.getPath("WEB-INF", "web.xml");
      String before = Files.readString(descriptor, UTF_8);
      String after = before.replaceFirst(regex, replacement);
      if (after.equals(before)) {
        throw new AssertionError("Nothing like " + regex + " in " + before);
      }
      Files.writeString(descriptor, after, UTF_8);
    }
    return copy;
  }
}
