package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final Consumer<String> notes;
  private final Consumer<String> details;
  private final LeftOut leftOut;
  private final WarLayout layout = new WarLayout();

  private WarAssembly(
      WarInputs inputs,
      Consumer<String> warnings,
      Consumer<String> notes,
      Consumer<String> details) {
    this.inputs = inputs;
    this.notes = notes;
    this.leftOut = new LeftOut(warnings, details, inputs.packAnyway());
    this.warnings = warnings;
    this.details = details;
  }

  /**
   * Lays out the WAR.
   *
   * @param warnings hears of what may surprise, as of each secret that is left out
   * @param notes hears what else was left out, in a line for each reason
   * @param details hears what only matters to who looks closely
   * @throws PackagingRefused if the project cannot be packaged as it is
   */
  public static WarLayout of(
      WarInputs inputs, Consumer<String> warnings, Consumer<String> notes, Consumer<String> details)
      throws IOException {
    WarAssembly assembly = new WarAssembly(inputs, warnings, notes, details);
    inputs.notPacked().forEach(warnings);
    WebXml webXml = assembly.webXml();
    assembly.addWebXml(webXml.withFilesAt(assembly.addPython()));
    assembly.addWebResources();
    assembly.addWebapp();
    assembly.addClasses();
    assembly.addLibraries(asksForLint(webXml) ? inputs.withLint() : inputs);
    TomcatContext.of(assembly.layout, inputs.work(), warnings).ifPresent(assembly.layout::add);
    assembly.layout.removeIf(name -> !inputs.selection().takes(name));
    assembly.keepContainersOut();
    assembly.tellOfSecretsInJars();
    assembly.leftOut.tell(notes);
    return assembly.layout;
  }

  /** Returns the descriptor that the WAR would have, but for files of a Python app. */
  public static WebXml webXml(WarInputs inputs) throws IOException {
    return new WarAssembly(inputs, text -> {}, text -> {}, text -> {}).webXml();
  }

  private void addWebXml(WebXml webXml) throws IOException {
    Path generated = inputs.work().resolve("web.xml");
    byte[] bytes = webXml.bytes();
    AtomicFile.write(generated, out -> out.write(bytes));
    layout.add(new WarEntry(WarTemplate.WEB_XML, generated));
  }

  private WebXml webXml() throws IOException {
    Components components = new Components(inputs, warnings, notes);
    Optional<Path> own = filteredWebXml().or(inputs::webXml);
    if (own.isEmpty()) {
      return components.registeredIn(WebXml.of(deployment()));
    }
    WebXml webXml = WarInputs.readWebXml(own.get());
    components.tellWhatIsNotFound(webXml);
    if (Files.readString(own.get(), StandardCharsets.ISO_8859_1).contains("${project.")) {
      warnings.accept(
          own.get()
              + " has a ${project...} that nobody replaces; filter it with <webResources>: its"
              + " folder as <directory>, WEB-INF as <targetPath>, <filtering>true</filtering>");
    }
    return webXml.namesItsApp() ? webXml.merged(nameless()) : webXml.merged(deployment());
  }

  // As users of maven-war-plugin do it; one that webXml names explicitly wins.
  private Optional<Path> filteredWebXml() throws IOException {
    Path usual = inputs.webapp().resolve(WarTemplate.WEB_XML);
    if (inputs.webXml().isPresent() && !inputs.webXml().get().equals(usual)) {
      return Optional.empty();
    }
    for (WarInputs.WebResource resource : inputs.webResources()) {
      LeftOut unsaid = new LeftOut(text -> {}, text -> {}, inputs.packAnyway());
      for (WarEntry entry : webResource(resource, unsaid)) {
        if (entry.name().equals(WarTemplate.WEB_XML)) {
          return Optional.of(filtered(entry, resource.filter()).file());
        }
      }
    }
    return Optional.empty();
  }

  private Deployment deployment() throws IOException {
    Optional<PythonAssembly> python = python();
    return deployment(
        python.isPresent() ? PythonProject.FACTORY : inputs.finder().app(inputs.app()),
        python.isPresent()
            ? python.get().initParams(inputs.app(), inputs.descriptor().initParams())
            : inputs.descriptor().initParams());
  }

  // For a descriptor that names its app itself, so that none needs to be found.
  private Deployment nameless() {
    return deployment("-", inputs.descriptor().initParams());
  }

  private Deployment deployment(String app, Map<String, String> initParams) {
    WarInputs.Descriptor descriptor = inputs.descriptor();
    return new Deployment(
        app,
        descriptor.urlPattern(),
        descriptor.servletVersion(),
        initParams,
        descriptor.contextParams());
  }

  private Optional<PythonAssembly> python() {
    return inputs
        .python()
        .map(python -> new PythonAssembly(python, inputs.work(), leftOut, warnings, details));
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
      for (WarEntry entry : webResource(resource, leftOut)) {
        if (!entry.name().equals(WarTemplate.WEB_XML)) {
          layout.add(filtered(entry, resource.filter()));
        }
      }
    }
  }

  private List<WarEntry> webResource(WarInputs.WebResource resource, LeftOut leftOut)
      throws IOException {
    String prefix = resource.targetPath().isEmpty() ? "" : resource.targetPath() + "/";
    return FileTree.of(resource.folder(), prefix, leftOut).stream()
        .filter(entry -> resource.selection().takes(entry.name().substring(prefix.length())))
        .toList();
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
    for (WarEntry entry : FileTree.of(inputs.webapp(), "", leftOut)) {
      // Web resources win, as the manifest's and descriptor's own parameters do.
      if (!layout.has(entry.name()) && !entry.name().equals(JarFile.MANIFEST_NAME)) {
        layout.add(entry);
      }
    }
  }

  private void addClasses() throws IOException {
    FileTree.of(inputs.classes(), WarTemplate.CLASSES, leftOut).forEach(layout::add);
  }

  private static boolean asksForLint(WebXml webXml) {
    return !webXml.parameters().getOrDefault("gateway.lint", "false").equalsIgnoreCase("false");
  }

  private void addLibraries(WarInputs inputs) throws IOException {
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
    ClassesJar.write(library.file(), Instant.EPOCH, jar, leftOut);
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

  private void tellOfSecretsInJars() throws IOException {
    Selection wanted = new Selection(inputs.packAnyway(), List.of());
    for (WarEntry entry : layout.entries()) {
      if (entry.name().startsWith(WarTemplate.LIB) && entry.name().endsWith(".jar")) {
        for (String secret : JarSecrets.in(entry.file())) {
          if (inputs.packAnyway().isEmpty() || !wanted.takes(secret)) {
            warnings.accept(
                entry.name()
                    + " holds "
                    + Advice.quoted(secret)
                    + ", a secret by its name, or a private key; keep it out of that jar");
          }
        }
      }
    }
  }

  private Optional<Library> library(WarEntry entry) {
    return inputs.libraries().stream()
        .filter(library -> entry.name().endsWith(library.fileName()))
        .findFirst();
  }
}
