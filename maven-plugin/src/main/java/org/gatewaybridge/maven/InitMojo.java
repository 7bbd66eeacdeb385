package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.gatewaybridge.running.GivenSettings;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pom.xml for the app in this folder, so that {@code mvn gateway:war} packages it. An
 * existing pom.xml is never changed.
 */
@Mojo(name = "init", requiresProject = false)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class InitMojo extends AbstractMojo {
  /**
   * The app's language: java or python. If not given, python where there is src/main/python, an
   * app.py, a wsgi.py, an asgi.py, a manage.py, or a main.py or app/main.py with an app; else java.
   */
  @Parameter(property = "gateway.language")
  private @Nullable String language;

  /** The project's groupId. */
  @Parameter(property = "gateway.groupId", defaultValue = "com.example")
  private String groupId;

  /** The project's artifactId, which is the WAR's name; if not given, the folder's name. */
  @Parameter(property = "gateway.artifactId")
  private @Nullable String artifactId;

  /** The Python interpreter of the build, and of the server unless the server names another. */
  @Parameter(property = "gateway.pythonExecutable")
  private @Nullable String pythonExecutable;

  /** Whether the WAR brings its own CPython, so that neither build nor server needs one. */
  @Parameter(property = "gateway.pythonCarried", defaultValue = "false")
  private boolean pythonCarried;

  @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
  private File base;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Failures.translated("", this::write);
  }

  private void write() throws IOException, MojoFailureException {
    EmptyParameters.reset(this, session, execution);
    Path folder = base.toPath().toAbsolutePath().normalize();
    Path pom = folder.resolve("pom.xml");
    if (Files.exists(pom)) {
      throw new MojoFailureException(pom + " is there already; add the plugin to it by hand");
    }
    GivenSettings.read(
            PluginProperties.given(session), Map.of(), PluginProperties.of(execution), List.of())
        .unknown()
        .forEach(getLog()::warn);
    new NewPom(
            folder,
            Optional.ofNullable(language),
            groupId,
            Optional.ofNullable(artifactId),
            pythonProperties())
        .write(pom, execution);
    getLog().info("Wrote " + pom + "; mvn gateway:war writes the WAR, mvn gateway:run runs it");
  }

  private Map<String, String> pythonProperties() {
    Map<String, String> properties = new TreeMap<>();
    if (pythonExecutable != null) {
      properties.put("gateway.pythonExecutable", pythonExecutable);
    }
    if (pythonCarried) {
      properties.put("gateway.pythonCarried", "true");
    }
    return properties;
  }
}
