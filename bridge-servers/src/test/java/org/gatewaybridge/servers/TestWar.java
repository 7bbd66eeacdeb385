package org.gatewaybridge.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR made by hand, exploded in a directory of a test's own. */
record TestWar(Path directory) {

  /** Starts with one servlet at {@code /*}. */
  static TestWar of(Path directory, Class<?> servlet) throws IOException {
    TestWar war = new TestWar(Files.createDirectories(directory.resolve("exploded")));
    return war.with(servlet).webXml(servletAt(servlet, "/*"));
  }

  static String servletAt(Class<?> servlet, String urlPattern) {
    return """
    <servlet>
      <servlet-name>it</servlet-name>
      <servlet-class>%s</servlet-class>
      <init-param><param-name>init</param-name><param-value>given</param-value></init-param>
      <load-on-startup>1</load-on-startup>
      <async-supported>true</async-supported>
    </servlet>
    <servlet-mapping><servlet-name>it</servlet-name><url-pattern>%s</url-pattern></servlet-mapping>
    """
        .formatted(servlet.getName(), urlPattern);
  }

  TestWar with(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream("/" + name)) {
      return file("WEB-INF/classes/" + name, in.readAllBytes());
    }
  }

  TestWar webXml(String elements) throws IOException {
    return webXml("true", elements);
  }

  TestWar webXml(String metadataComplete, String elements) throws IOException {
    return file(
        "WEB-INF/web.xml",
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="%s">
        %s
        </web-app>
        """
            .formatted(metadataComplete, elements));
  }

  TestWar file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private TestWar file(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  /** Puts a jar with one text into WEB-INF/lib. */
  TestWar jar(String jar, String entry, String text) throws IOException {
    Path file = directory.resolve("WEB-INF/lib").resolve(jar);
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  Path packed() throws IOException {
    Path file = directory.resolveSibling("packed.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
        Stream<Path> files = Files.walk(directory)) {
      for (Path entry : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(directory.relativize(entry).toString()));
        Files.copy(entry, zip);
      }
    }
    return file;
  }

  List<WebApp> at(String contextPath) {
    return List.of(new WebApp(contextPath, directory));
  }
}
