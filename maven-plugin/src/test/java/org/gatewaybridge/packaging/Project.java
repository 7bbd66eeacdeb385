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
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.archive.WarLayout;
import org.gatewaybridge.packaging.files.Selection;
import org.gatewaybridge.packaging.python.PythonAppFinder;
import org.gatewaybridge.packaging.python.PythonProject;

/**
 * A small project on disk, to be packaged; its own web.xml declares the servlet, so no app is
 * needed.
 */
public final class Project {
  static final String OWN_WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"><servlet><servlet-name>g</servlet-name>\
      <servlet-class>org.gatewaybridge.servlet.GatewayServlet</servlet-class><init-param>\
      <param-name>gateway.app</param-name><param-value>com.acme.Hello</param-value></init-param></servlet>\
      <servlet-mapping><servlet-name>g</servlet-name><url-pattern>/*</url-pattern></servlet-mapping></web-app>
      """;

  public final Path base;
  public final List<Library> libraries = new ArrayList<>();
  public final List<WarInputs.WebResource> webResources = new ArrayList<>();
  public final List<String> warnings = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();
  public final List<String> details = new ArrayList<>();
  public Optional<PythonProject> python = Optional.empty();
  public Selection selection = Selection.ALL;
  public List<String> packAnyway = List.of();
  public Map<String, String> initParams = Map.of();
  public boolean failOnServletApi = true;
  boolean compiled;

  public Project(Path base) {
    this.base = base;
    file("src/main/webapp/WEB-INF/web.xml", OWN_WEB_XML);
  }

  public Path file(String name, String text) {
    try {
      Path file = base.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path jar(String name, String... entries) {
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

  public void library(String artifactId, String broughtBy, String... entries) {
    Path jar = jar("repository/" + artifactId + "-1.jar", entries);
    libraries.add(new Library("com.acme", artifactId, "1", "", jar, broughtBy));
  }

  public WarInputs inputs() throws IOException {
    Path classes = base.resolve("target/classes");
    Optional<PythonProject> python = this.python;
    return new WarInputs(
        python.isPresent()
            ? App.found(
                App.Origin.PROJECT,
                () -> new PythonAppFinder(python.get().sources()).app(Optional.empty()))
            : new AppFinder(classFolder(classes), libraries().files()).find(Optional.empty()),
        classFolder(classes),
        python,
        libraries(),
        new WarInputs.Web(
            base.resolve("src/main/webapp"),
            webResources,
            Optional.of(base.resolve("src/main/webapp/WEB-INF/web.xml")).filter(Files::exists)),
        new WarInputs.Descriptor("/*", "6.0", initParams, Map.of()),
        new WarInputs.Rules(selection, packAnyway, failOnServletApi),
        base.resolve("target/gateway"));
  }

  private Libraries libraries() {
    return new Libraries(
        libraries,
        () -> new Library("org.gatewaybridge", "bridge-lint", "1", "", jar("lint.jar", "x"), ""),
        List.of());
  }

  // Where a web.xml names the app, classes may be files with any content.
  private ClassFolder classFolder(Path classes) throws IOException {
    return compiled
        ? ClassFolder.read(classes, libraries().files())
        : new ClassFolder(classes, List.of(), List.of());
  }

  public WarLayout layout() throws IOException {
    return WarAssembly.assemble(inputs(), warnings::add, notes::add, details::add);
  }

  public List<String> names() throws IOException {
    return layout().entries().stream().map(WarEntry::name).toList();
  }
}
