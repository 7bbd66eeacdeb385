package org.gatewaybridge.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.archive.WarEntry;
import org.gatewaybridge.packaging.files.Exclusions;
import org.gatewaybridge.packaging.python.PythonProject;
import org.gatewaybridge.wartemplate.AppDeclaration;
import org.gatewaybridge.wartemplate.WarTemplate;
import org.gatewaybridge.wartemplate.WebXml;

/** Makes the web.xml of a WAR: a generated one, or the user's own with what it lacks. */
final class WebXmlAssembly {
  private final WarInputs inputs;
  private final Consumer<String> warnings;
  private final Consumer<String> notes;

  /**
   * Prepares the web.xml of a project.
   *
   * @param warnings receives what may surprise
   * @param notes receives which filters, listeners and servlets are registered
   */
  WebXmlAssembly(WarInputs inputs, Consumer<String> warnings, Consumer<String> notes) {
    this.inputs = inputs;
    this.warnings = warnings;
    this.notes = notes;
  }

  WebXml webXml() throws IOException {
    Components components = new Components(inputs, warnings, notes);
    Optional<Path> own = filtered().or(() -> inputs.web().webXml());
    if (own.isEmpty()) {
      return components.registeredIn(WebXml.of(deployment()));
    }
    WebXml webXml = OwnWebXml.read(own.get());
    components.warnOfUnregistered(webXml);
    if (Files.readString(own.get(), StandardCharsets.ISO_8859_1).contains("${project.")) {
      warnings.accept(
          own.get()
              + " has a ${project...} that nobody replaces; filter it with <webResources>: its"
              + " folder as <directory>, WEB-INF as <targetPath>, <filtering>true</filtering>");
    }
    return webXml.namesItsApp() ? webXml.merged(withoutApp()) : webXml.merged(deployment());
  }

  // As users of maven-war-plugin do it. A file that the parameter webXml names wins.
  private Optional<Path> filtered() throws IOException {
    Path usual = inputs.web().folder().resolve(WarTemplate.WEB_XML);
    if (inputs.web().webXml().isPresent() && !inputs.web().webXml().get().equals(usual)) {
      return Optional.empty();
    }
    for (WarInputs.WebResource resource : inputs.web().resources()) {
      WebResourceFiles files = new WebResourceFiles(resource, inputs.work());
      for (WarEntry entry : files.list(Exclusions.silent(inputs.rules().packAnyway()))) {
        if (entry.name().equals(WarTemplate.WEB_XML)) {
          return Optional.of(files.filtered(entry).file());
        }
      }
    }
    return Optional.empty();
  }

  private AppDeclaration deployment() {
    Map<String, String> own = inputs.descriptor().initParams();
    Optional<PythonProject> python = inputs.python();
    return python.isPresent()
        ? deployment(PythonProject.FACTORY, python.get().initParams(inputs.app()::required, own))
        : deployment(inputs.app().required(), own);
  }

  // For a web.xml that names its app itself, so that none has to be found.
  private AppDeclaration withoutApp() {
    return deployment("-", inputs.descriptor().initParams());
  }

  private AppDeclaration deployment(String app, Map<String, String> initParams) {
    WarInputs.Descriptor descriptor = inputs.descriptor();
    return new AppDeclaration(
        app,
        descriptor.urlPattern(),
        descriptor.servletVersion(),
        initParams,
        descriptor.contextParams());
  }
}
