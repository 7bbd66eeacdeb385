package org.gatewaybridge.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.plugin.MojoExecution;
import org.gatewaybridge.packaging.archive.AtomicFile;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.python.PythonProject;

/**
 * The pom.xml that gateway:init writes.
 *
 * @param folder the project's folder
 * @param language java or python; if empty, what the folder contains decides
 * @param groupId letters, digits, '-', '_' and '.'
 * @param artifactId likewise; if empty, the folder's name
 * @param pythonProperties of a Python project, such as its interpreter
 */
record NewPom(
    Path folder,
    Optional<String> language,
    String groupId,
    Optional<String> artifactId,
    Map<String, String> pythonProperties) {
  private static final String BRIDGE = "org.gatewaybridge";

  /**
   * Writes the file.
   *
   * @param plugin an execution of this plugin, whose version the project uses
   * @throws PackagingRefused if a value is not allowed
   */
  void write(Path pom, MojoExecution plugin) throws IOException {
    Model model = model(plugin);
    AtomicFile.write(pom, out -> new MavenXpp3Writer().write(out, model));
  }

  private Model model(MojoExecution execution) throws IOException {
    Model model = new Model();
    model.setModelVersion("4.0.0");
    model.setGroupId(checked("gateway.groupId", groupId));
    model.setArtifactId(
        artifactId.map(id -> checked("gateway.artifactId", id)).orElseGet(this::nameOfFolder));
    model.setVersion("1.0-SNAPSHOT");
    model.addProperty("project.build.sourceEncoding", "UTF-8");
    if (isPython()) {
      pythonProperties.forEach(model::addProperty);
    } else {
      // The compiler plugin that Maven before 3.9 takes by default ignores release.
      for (String property : List.of("source", "target", "release")) {
        model.addProperty("maven.compiler." + property, "17");
      }
      model.addDependency(core(execution.getVersion()));
    }
    Build build = new Build();
    build.setFinalName("${project.artifactId}");
    build.addPlugin(plugin(execution));
    model.setBuild(build);
    return model;
  }

  private boolean isPython() throws IOException {
    return switch (language.orElse("")) {
      case "" -> PythonProject.sourcesOf(folder, Optional.empty()).isPresent();
      case "java" -> false;
      case "python" -> true;
      default ->
          throw new PackagingRefused(
              "Unknown language \""
                  + language.orElse("")
                  + "\" (gateway.language). Use java or python");
    };
  }

  private static String checked(String parameter, String value) {
    if (!value.matches("[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*")) {
      throw new PackagingRefused(
          parameter
              + " is \""
              + value
              + "\"; use letters, digits, '-', '_' and '.' only, and not '.' alone");
    }
    return value;
  }

  private String nameOfFolder() {
    Path name = folder.getFileName();
    String id = name == null ? "" : name.toString().replaceAll("[^A-Za-z0-9_.-]+", "-");
    return id.isEmpty() || id.equals("-") ? "app" : id;
  }

  private static Dependency core(String version) {
    Dependency core = new Dependency();
    core.setGroupId(BRIDGE);
    core.setArtifactId("bridge-core");
    core.setVersion(version);
    return core;
  }

  private static Plugin plugin(MojoExecution execution) {
    Plugin plugin = new Plugin();
    plugin.setGroupId(BRIDGE);
    plugin.setArtifactId(execution.getArtifactId());
    plugin.setVersion(execution.getVersion());
    return plugin;
  }
}
