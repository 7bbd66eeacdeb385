package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.containers.User;

/** Copies of a WAR that differ in their descriptor. */
public record WarVariant(Path war, Path folder) {

  public Path withInitParameter(String name, String value) throws IOException {
    return withInitParameters(Map.of(name, value));
  }

  public Path withInitParameters(Map<String, String> parameters) throws IOException {
    StringBuilder all = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            all.append("<init-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value)
                .append("</param-value></init-param>"));
    return changed("</servlet-class>", "</servlet-class>" + all);
  }

  /** Adds a folder of files that the gateway answers with; the .gz holds another text. */
  public Path withStaticFiles(String folder, Map<String, String> parameters) throws IOException {
    Path copy = withInitParameters(parameters);
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      Path inside = Files.createDirectories(zip.getPath(folder, "sub"));
      Files.writeString(inside.resolveSibling("a.txt"), "0123456789", UTF_8);
      Files.writeString(inside.resolveSibling("a.txt.gz"), "zipped", UTF_8);
      Files.writeString(inside.resolve("b.css"), "a {}", UTF_8);
    }
    return copy;
  }

  /** Adds a file. */
  public Path withFile(String name, String text) throws IOException {
    Path copy = Files.createTempFile(folder, "variant", ".war");
    Files.write(copy, Files.readAllBytes(war));
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      Files.writeString(zip.getPath(name), text, UTF_8);
    }
    return copy;
  }

  /** Writes a text at several places, and as a comment into the descriptor. */
  public Path withMarker(String text, String... places) throws IOException {
    Path copy = changed("</web-app>", "<!-- " + text + " --></web-app>");
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      for (String place : places) {
        Path file = zip.getPath(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, UTF_8);
      }
    }
    return copy;
  }

  public Path withUrlPattern(String pattern) throws IOException {
    return changed("<url-pattern>[^<]*<", "<url-pattern>" + pattern + "<");
  }

  public Path withApp(String name) throws IOException {
    return changed("<param-value>[^<]*CompatAppFactory<", "<param-value>" + name + "<");
  }

  /** Puts a servlet in the gateway's place. */
  public Path withServlet(String name) throws IOException {
    return changed("<servlet-class>[^<]*<", "<servlet-class>" + name + "<");
  }

  /** Adds elements at the end of the descriptor. */
  public Path withElements(String xml) throws IOException {
    return changed("</web-app>", xml + "</web-app>");
  }

  /** Forbids a pattern to everybody. */
  public Path withForbidden(String pattern) throws IOException {
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
    return withElements(constraint);
  }

  /** Puts the app's FrontFilter in front of the app. */
  public Path withFrontFilter() throws IOException {
    return withFilter("org.gatewaybridge.compat.front.FrontFilter");
  }

  public Path withFilter(String className) throws IOException {
    String filter =
        """
        <filter>
          <filter-name>front</filter-name>
          <filter-class>%s</filter-class>
          <async-supported>true</async-supported>
        </filter>
        <filter-mapping>
          <filter-name>front</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        """
            .formatted(className);
    return changed("<servlet>", filter + "<servlet>");
  }

  /** Asks for a login at a pattern, by somebody of that role in the container's realm. */
  public Path withLogin(String pattern, String role) throws IOException {
    String login =
        """
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>guarded</web-resource-name>
            <url-pattern>%1$s</url-pattern>
          </web-resource-collection>
          <auth-constraint><role-name>%2$s</role-name></auth-constraint>
        </security-constraint>
        <login-config><auth-method>BASIC</auth-method><realm-name>%3$s</realm-name></login-config>
        <security-role><role-name>%2$s</role-name></security-role>
        """
            .formatted(pattern, role, User.REALM);
    return withElements(login);
  }

  /**
   * Keeps sessions in a file while Tomcat is down, which its own context.xml leaves switched off.
   */
  public Path withTomcatSessionsKept() throws IOException {
    return withTomcatContext(
        changed("</web-app>", "</web-app>\n"), "<Manager pathname=\"SESSIONS.ser\"/>");
  }

  private static Path withTomcatContext(Path copy, String content) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      Files.writeString(
          zip.getPath("META-INF", "context.xml"), "<Context>" + content + "</Context>", UTF_8);
    }
    return copy;
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
