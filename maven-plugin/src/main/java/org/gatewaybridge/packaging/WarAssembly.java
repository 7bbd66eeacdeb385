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
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.archive.WarLayout;
import org.gatewaybridge.packaging.files.ClassesJar;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.files.FileTree;
import org.gatewaybridge.packaging.files.JarSecrets;
import org.gatewaybridge.packaging.files.Selection;
import org.gatewaybridge.packaging.python.PythonAssembly;
import org.gatewaybridge.packaging.python.PythonProject;
import org.gatewaybridge.packaging.requirements.PackageFile;
import org.gatewaybridge.wartemplate.WarTemplate;
import org.gatewaybridge.wartemplate.WebXml;

/** Puts the parts of a project together to the layout of a WAR. */
public final class WarAssembly {
  private static final Path USUAL = Path.of("src", "main", "webapp");

  private final WarInputs inputs;
  private final Consumer<String> warnings;
  private final Consumer<String> details;
  private final Exclusions exclusions;
  private final WarLayout layout = new WarLayout();

  private WarAssembly(WarInputs inputs, Consumer<String> warnings, Consumer<String> details) {
    this.inputs = inputs;
    this.exclusions = new Exclusions(warnings, details, inputs.rules().packAnyway());
    this.warnings = warnings;
    this.details = details;
  }

  /**
   * Lays out the WAR.
   *
   * @param warnings receives what may surprise, such as each secret that is left out
   * @param notes receives what else was left out, one line for each reason
   * @param details receives what matters only for debugging
   * @throws PackagingRefused if the project cannot be packaged as it is
   */
  public static WarLayout assemble(
      WarInputs inputs, Consumer<String> warnings, Consumer<String> notes, Consumer<String> details)
      throws IOException {
    WarAssembly assembly = new WarAssembly(inputs, warnings, details);
    inputs.libraries().notPacked().forEach(warnings);
    inputs
        .python()
        .flatMap(PythonProject::requirements)
        .flatMap(PackageFile::note)
        .ifPresent(notes);
    WebXml webXml = new WebXmlAssembly(inputs, warnings, notes).webXml();
    assembly.addWebXml(webXml.withFilesAt(assembly.addPython()));
    assembly.addWebResources();
    assembly.addWebapp();
    assembly.addClasses();
    assembly.addLibraries(asksForLint(webXml) ? withLint(inputs) : inputs);
    TomcatContext.of(assembly.layout, inputs.work(), warnings).ifPresent(assembly.layout::add);
    assembly.layout.removeIf(name -> !inputs.rules().selection().takes(name));
    if (!assembly.layout.has(WarTemplate.WEB_XML)) {
      warnings.accept(
          "The WAR has no "
              + WarTemplate.WEB_XML
              + ", so it runs no app: packagingIncludes or packagingExcludes leave it out");
    }
    assembly.keepContainersOut();
    assembly.warnOfSecretsInJars();
    assembly.exclusions.summarize(notes);
    return assembly.layout;
  }

  /** Returns the web.xml that the WAR would have, except for the static files of a Python app. */
  public static WebXml webXml(WarInputs inputs) throws IOException {
    return new WebXmlAssembly(inputs, text -> {}, text -> {}).webXml();
  }

  /** Returns the inputs of the same WAR with the jar of the lint in it. */
  public static WarInputs withLint(WarInputs inputs) throws IOException {
    return inputs.libraries().has("bridge-lint")
        ? inputs
        : inputs.with(inputs.libraries().lint().get());
  }

  /** Returns whether the project itself has an app to deploy, or a web.xml that declares one. */
  public static boolean hasApp(WarInputs inputs) throws IOException {
    return inputs.app().origin() == App.Origin.PROJECT
        || OwnWebXml.declaresServlet(inputs.web().webXml());
  }

  /** Returns the app's name for messages. */
  public static String appName(WarInputs inputs) throws IOException {
    Optional<Path> webXml = inputs.web().webXml();
    return OwnWebXml.declaresServlet(webXml)
        ? "of " + webXml.orElseThrow()
        : inputs.app().required();
  }

  private void addWebXml(WebXml webXml) throws IOException {
    Path generated = inputs.work().resolve("web.xml");
    byte[] bytes = webXml.bytes();
    AtomicFile.write(generated, out -> out.write(bytes));
    layout.add(new WarEntry(WarTemplate.WEB_XML, generated));
  }

  /** Adds the Python side, and returns the URL patterns of what the container serves of it. */
  private List<String> addPython() throws IOException {
    if (inputs.python().isEmpty()) {
      return List.of();
    }
    String pattern = inputs.descriptor().urlPattern();
    String servletPath = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : "";
    PythonAssembly.Parts parts =
        new PythonAssembly(inputs.python().get(), inputs.work(), exclusions, warnings, details)
            .parts(servletPath);
    parts.entries().forEach(layout::add);
    return parts.urlPatterns();
  }

  private void addWebResources() throws IOException {
    for (WarInputs.WebResource resource : inputs.web().resources()) {
      warnIfMissing("<directory> of webResources", resource.folder());
      WebResourceFiles files = new WebResourceFiles(resource, inputs.work());
      for (WarEntry entry : files.list(exclusions)) {
        if (!entry.name().equals(WarTemplate.WEB_XML)) {
          layout.add(files.filtered(entry));
        }
      }
    }
  }

  private void warnIfMissing(String parameter, Path folder) {
    if (!Files.isDirectory(folder)) {
      warnings.accept(parameter + " is " + folder + ", which is no folder; correct the path");
    }
  }

  private void addWebapp() throws IOException {
    if (!inputs.web().folder().endsWith(USUAL)) {
      warnIfMissing("warSourceDirectory", inputs.web().folder());
    }
    for (WarEntry entry : FileTree.list(inputs.web().folder(), "", exclusions)) {
      // Web resources win, as the manifest's and descriptor's own parameters do.
      if (!layout.has(entry.name()) && !entry.name().equals(JarFile.MANIFEST_NAME)) {
        layout.add(entry);
      }
    }
  }

  private void addClasses() throws IOException {
    FileTree.list(inputs.classes().folder(), WarTemplate.CLASSES, exclusions).forEach(layout::add);
  }

  private static boolean asksForLint(WebXml webXml) {
    return !webXml.parameters().getOrDefault("gateway.lint", "false").equalsIgnoreCase("false");
  }

  private void addLibraries(WarInputs inputs) throws IOException {
    Set<String> names = new HashSet<>();
    Set<String> ambiguous = new HashSet<>();
    inputs.libraries().packed().stream()
        .map(Library::fileName)
        .filter(name -> !names.add(name))
        .forEach(ambiguous::add);
    for (Library library : inputs.libraries().packed()) {
      String name = library.fileName();
      String unique = ambiguous.contains(name) ? library.groupId() + "-" + name : name;
      Optional<Path> jar = jar(library, unique);
      if (jar.isPresent()) {
        layout.add(new WarEntry(WarTemplate.LIB + unique, jar.get()));
      }
    }
  }

  // A module of the same build that has only reached process-classes is a folder; without classes,
  // it does not exist.
  private Optional<Path> jar(Library library, String name) throws IOException {
    if (!Files.isDirectory(library.file())) {
      return Optional.of(library.file()).filter(Files::exists);
    }
    Path jar = inputs.work().resolve("lib").resolve(name);
    ClassesJar.write(library.file(), Instant.EPOCH, jar, exclusions);
    return Optional.of(jar);
  }

  private void keepContainersOut() throws IOException {
    for (WarEntry entry : List.copyOf(layout.entries())) {
      Optional<String> verdict = LibraryPolicy.verdict(entry);
      if (verdict.isPresent() && inputs.rules().failOnServletApi()) {
        throw new PackagingRefused(Advice.containerPart(entry, verdict.get(), library(entry)));
      }
      if (verdict.isPresent()) {
        layout.removeIf(entry.name()::equals);
        warnings.accept(
            "Left out of the WAR, because it is " + verdict.get() + ": " + entry.name());
      }
    }
  }

  private void warnOfSecretsInJars() throws IOException {
    Selection wanted = new Selection(inputs.rules().packAnyway(), List.of());
    for (WarEntry entry : layout.entries()) {
      if (entry.name().startsWith(WarTemplate.LIB) && entry.name().endsWith(".jar")) {
        for (String secret : JarSecrets.in(entry.file())) {
          if (inputs.rules().packAnyway().isEmpty() || !wanted.takes(secret)) {
            warnings.accept(
                entry.name()
                    + " holds "
                    + Messages.quoted(secret)
                    + ", a secret by its name, or a private key; keep it out of that jar");
          }
        }
      }
    }
  }

  private Optional<Library> library(WarEntry entry) {
    return inputs.libraries().packed().stream()
        .filter(library -> entry.name().endsWith(library.fileName()))
        .findFirst();
  }
}
