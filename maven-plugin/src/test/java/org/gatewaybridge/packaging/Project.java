package org.gatewaybridge.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A small project on disk, to be packaged; its own web.xml declares the servlet, so no app is
 * needed.
 */
final class Project {
  static final String OWN_WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"><servlet><servlet-name>g</servlet-name>\
      <servlet-class>org.gatewaybridge.servlet.GatewayServlet</servlet-class><init-param>\
      <param-name>gateway.app</param-name><param-value>com.acme.Hello</param-value></init-param></servlet>\
      <servlet-mapping><servlet-name>g</servlet-name><url-pattern>/*</url-pattern></servlet-mapping></web-app>
      """;

  final Path base;
  final List<Library> libraries = new ArrayList<>();
  final List<WarInputs.WebResource> webResources = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<String> details = new ArrayList<>();
  Optional<PythonProject> python = Optional.empty();
  Selection selection = Selection.ALL;
  List<String> packAnyway = List.of();
  Map<String, String> initParams = Map.of();
  boolean failOnServletApi = true;

  Project(Path base) {
    this.base = base;
    file("src/main/webapp/WEB-INF/web.xml", OWN_WEB_XML);
  }

  Path file(String name, String text) {
    try {
      Path file = base.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path jar(String name, String... entries) {
    Path jar = file(name, "");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void library(String artifactId, String broughtBy, String... entries) {
    Path jar = jar("repository/" + artifactId + "-1.jar", entries);
    libraries.add(new Library("com.acme", artifactId, "1", "", jar, broughtBy));
  }

  WarInputs inputs() {
    return new WarInputs(
        Optional.empty(),
        base.resolve("target/classes"),
        libraries,
        () -> new Library("org.gatewaybridge", "bridge-lint", "1", "", jar("lint.jar", "x"), ""),
        List.of(),
        python,
        base.resolve("src/main/webapp"),
        webResources,
        Optional.of(base.resolve("src/main/webapp/WEB-INF/web.xml")).filter(Files::exists),
        new WarInputs.Descriptor("/*", "6.0", initParams, Map.of()),
        selection,
        packAnyway,
        failOnServletApi,
        base.resolve("target/gateway"));
  }

  WarLayout layout() throws IOException {
    return WarAssembly.of(inputs(), warnings::add, notes::add, details::add);
  }

  List<String> names() throws IOException {
    return layout().entries().stream().map(WarEntry::name).toList();
  }
}
