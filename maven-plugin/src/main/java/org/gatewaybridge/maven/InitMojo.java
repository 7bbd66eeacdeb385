package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.gatewaybridge.packaging.AtomicFile;
import org.gatewaybridge.packaging.PackagingRefused;
import org.gatewaybridge.packaging.PythonProject;
import org.gatewaybridge.running.GivenSettings;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pom.xml for the app in this folder, so that {@code mvn gateway:war} packages it. One
 * that is there is never touched.
 */
@Mojo(name = "init", requiresProject = false)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class InitMojo extends AbstractMojo {
  private static final String BRIDGE = "org.gatewaybridge";

  /**
   * The app's language: java or python. If not given, python where there is src/main/python, an
   * app.py, a wsgi.py or a manage.py; else java.
   */
  @Parameter(property = "gateway.language")
  private @Nullable String language;

  /** The project's groupId. */
  @Parameter(property = "gateway.groupId", defaultValue = "com.example")
  private String groupId;

  /** The project's artifactId, which is the WAR's name; if not given, the folder's name. */
  @Parameter(property = "gateway.artifactId")
  private @Nullable String artifactId;

  /** The Python interpreter of the build, and of the server unless that says another. */
  @Parameter(property = "gateway.pythonExecutable")
  private @Nullable String pythonExecutable;

  @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
  private File base;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Path folder = base.toPath().toAbsolutePath().normalize();
    Path pom = folder.resolve("pom.xml");
    if (Files.exists(pom)) {
      throw new MojoFailureException(pom + " is there already; add the plugin to it by hand");
    }
    try {
      GivenSettings.of(
              PluginProperties.given(session), Map.of(), PluginProperties.of(execution), List.of())
          .unknown()
          .forEach(getLog()::warn);
      Model model = model(folder);
      AtomicFile.write(pom, out -> new MavenXpp3Writer().write(out, model));
      getLog().info("Wrote " + pom + "; mvn gateway:war writes the WAR, mvn gateway:run runs it");
    } catch (PackagingRefused e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private Model model(Path folder) {
    Model model = new Model();
    model.setModelVersion("4.0.0");
    model.setGroupId(id("gateway.groupId", groupId));
    model.setArtifactId(artifactId == null ? id(folder) : id("gateway.artifactId", artifactId));
    model.setVersion("1.0-SNAPSHOT");
    model.addProperty("project.build.sourceEncoding", "UTF-8");
    if (isPython(folder)) {
      if (pythonExecutable != null) {
        model.addProperty("gateway.pythonExecutable", pythonExecutable);
      }
    } else {
      // The compiler plugin that Maven before 3.9 takes by itself does not know of release.
      for (String property : List.of("source", "target", "release")) {
        model.addProperty("maven.compiler." + property, "17");
      }
      model.addDependency(core());
    }
    Build build = new Build();
    build.setFinalName("${project.artifactId}");
    build.addPlugin(plugin());
    model.setBuild(build);
    return model;
  }

  private boolean isPython(Path folder) {
    if (language == null) {
      return PythonProject.sourcesOf(folder, Optional.empty()).isPresent();
    }
    return switch (language) {
      case "java" -> false;
      case "python" -> true;
      default ->
          throw new PackagingRefused(
              "Unknown language \"" + language + "\" (gateway.language). Use java or python");
    };
  }

  private static String id(String parameter, String value) {
    if (!value.matches("[A-Za-z0-9_.-]+")) {
      throw new PackagingRefused(
          parameter + " is \"" + value + "\"; use letters, digits, '-', '_' and '.' only");
    }
    return value;
  }

  private static String id(Path folder) {
    Path name = folder.getFileName();
    String id = name == null ? "" : name.toString().replaceAll("[^A-Za-z0-9_.-]+", "-");
    return id.isEmpty() || id.equals("-") ? "app" : id;
  }

  private Dependency core() {
    Dependency core = new Dependency();
    core.setGroupId(BRIDGE);
    core.setArtifactId("bridge-core");
    core.setVersion(execution.getVersion());
    return core;
  }

  private Plugin plugin() {
    Plugin plugin = new Plugin();
    plugin.setGroupId(BRIDGE);
    plugin.setArtifactId(execution.getArtifactId());
    plugin.setVersion(execution.getVersion());
    return plugin;
  }
}
