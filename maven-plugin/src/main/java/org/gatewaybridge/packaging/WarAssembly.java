package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import org.gatewaybridge.wartemplate.Deployment;
import org.gatewaybridge.wartemplate.WarTemplate;
import org.gatewaybridge.wartemplate.WebXml;

/** Puts a project's parts into their places in the WAR. */
public final class WarAssembly {
  private final WarInputs inputs;
  private final Consumer<String> warnings;
  private final Consumer<String> details;
  private final WarLayout layout = new WarLayout();

  private WarAssembly(WarInputs inputs, Consumer<String> warnings, Consumer<String> details) {
    this.inputs = inputs;
    this.warnings = warnings;
    this.details = details;
  }

  /**
   * Lays out the WAR.
   *
   * @param warnings hears what was left out, and why
   * @param details hears what only matters to who looks closely
   * @throws PackagingRefused if the project cannot be packaged as it is
   */
  public static WarLayout of(WarInputs inputs, Consumer<String> warnings, Consumer<String> details)
      throws IOException {
    WarAssembly assembly = new WarAssembly(inputs, warnings, details);
    WebXml webXml = assembly.webXml();
    assembly.addWebXml(webXml.withFilesAt(assembly.addPython()));
    assembly.addWebResources();
    assembly.addWebapp();
    assembly.addClasses();
    assembly.addLibraries();
    TomcatContext.of(assembly.layout, inputs.work(), warnings).ifPresent(assembly.layout::add);
    assembly.layout.removeIf(name -> !inputs.selection().takes(name));
    assembly.keepContainersOut();
    return assembly.layout;
  }

  /** Returns the descriptor that the WAR would have, but for files of a Python app. */
  public static WebXml webXml(WarInputs inputs) throws IOException {
    return new WarAssembly(inputs, text -> {}, text -> {}).webXml();
  }

  private void addWebXml(WebXml webXml) throws IOException {
    Path generated = inputs.work().resolve("web.xml");
    byte[] bytes = webXml.bytes();
    AtomicFile.write(generated, out -> out.write(bytes));
    layout.add(new WarEntry(WarTemplate.WEB_XML, generated));
  }

  private WebXml webXml() throws IOException {
    WarInputs.Descriptor descriptor = inputs.descriptor();
    if (inputs.webXml().isEmpty()) {
      return WebXml.of(deployment());
    }
    WebXml webXml = WarInputs.readWebXml(inputs.webXml().get());
    return webXml.declaresGatewayServlet()
        ? webXml.withContextParams(descriptor.contextParams())
        : webXml.merged(deployment());
  }

  private Deployment deployment() throws IOException {
    WarInputs.Descriptor descriptor = inputs.descriptor();
    Optional<PythonAssembly> python = python();
    return new Deployment(
        python.isPresent() ? PythonProject.FACTORY : inputs.finder().app(inputs.app()),
        descriptor.urlPattern(),
        descriptor.servletVersion(),
        python.isPresent()
            ? python.get().initParams(inputs.app(), descriptor.initParams())
            : descriptor.initParams(),
        descriptor.contextParams());
  }

  private Optional<PythonAssembly> python() {
    return inputs
        .python()
        .map(python -> new PythonAssembly(python, inputs.work(), warnings, details));
  }

  /** Adds the Python side, and returns the URL patterns of what the container serves of it. */
  private List<String> addPython() throws IOException {
    Optional<PythonAssembly> python = python();
    if (python.isEmpty()) {
      return List.of();
    }
    String pattern = inputs.descriptor().urlPattern();
    String servletPath = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "";
    PythonAssembly.Parts parts = python.get().parts(servletPath);
    parts.entries().forEach(layout::add);
    return parts.urlPatterns();
  }

  private void addWebResources() throws IOException {
    for (WarInputs.WebResource resource : inputs.webResources()) {
      String prefix = resource.targetPath().isEmpty() ? "" : resource.targetPath() + "/";
      for (WarEntry entry : FileTree.of(resource.folder(), prefix, warnings)) {
        if (resource.selection().takes(entry.name().substring(prefix.length()))) {
          layout.add(filtered(entry, resource.filter()));
        }
      }
    }
  }

  private WarEntry filtered(WarEntry entry, Optional<WarInputs.FileFilter> filter)
      throws IOException {
    if (filter.isEmpty()) {
      return entry;
    }
    Path filtered = inputs.work().resolve("web-resources").resolve(entry.name());
    filter.get().copy(entry.file(), filtered);
    return new WarEntry(entry.name(), filtered);
  }

  private void addWebapp() throws IOException {
    for (WarEntry entry : FileTree.of(inputs.webapp(), "", warnings)) {
      // Web resources win, as the manifest's and descriptor's own parameters do.
      if (!layout.has(entry.name()) && !entry.name().equals(JarFile.MANIFEST_NAME)) {
        layout.add(entry);
      }
    }
  }

  private void addClasses() throws IOException {
    FileTree.of(inputs.classes(), WarTemplate.CLASSES, warnings).forEach(layout::add);
  }

  private void addLibraries() throws IOException {
    Set<String> names = new HashSet<>();
    Set<String> ambiguous = new HashSet<>();
    inputs.libraries().stream()
        .map(Library::fileName)
        .filter(name -> !names.add(name))
        .forEach(ambiguous::add);
    for (Library library : inputs.libraries()) {
      String name = library.fileName();
      String unique = ambiguous.contains(name) ? library.groupId() + "-" + name : name;
      Optional<Path> jar = jar(library, unique);
      if (jar.isPresent()) {
        layout.add(new WarEntry(WarTemplate.LIB + unique, jar.get()));
      }
    }
  }

  // A module of the same build that only got as far as process-classes is a folder, and absent if
  // it has no classes.
  private Optional<Path> jar(Library library, String name) throws IOException {
    if (!Files.isDirectory(library.file())) {
      return Optional.of(library.file()).filter(Files::exists);
    }
    Path jar = inputs.work().resolve("lib").resolve(name);
    ClassesJar.write(library.file(), Instant.EPOCH, jar, warnings);
    return Optional.of(jar);
  }

  private void keepContainersOut() throws IOException {
    for (WarEntry entry : List.copyOf(layout.entries())) {
      Optional<String> verdict = LibraryPolicy.verdict(entry);
      if (verdict.isPresent() && inputs.failOnServletApi()) {
        throw new PackagingRefused(Advice.containerPart(entry, verdict.get(), library(entry)));
      }
      if (verdict.isPresent()) {
        layout.removeIf(entry.name()::equals);
        warnings.accept(
            "Left out of the WAR, because it is " + verdict.get() + ": " + entry.name());
      }
    }
  }

  private Optional<Library> library(WarEntry entry) {
    return inputs.libraries().stream()
        .filter(library -> entry.name().endsWith(library.fileName()))
        .findFirst();
  }
}
