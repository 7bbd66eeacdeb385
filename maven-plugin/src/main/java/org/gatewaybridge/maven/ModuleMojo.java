package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.gatewaybridge.goals.BuildLog;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.running.GivenSettings;

/** A goal that runs on each module of a build that has an app. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
abstract class ModuleMojo extends AbstractMojo {
  /** Skips the goal. */
  @Parameter(property = "gateway.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
  private File base;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Inject private RepositorySystem repositories;

  @Inject private MavenPluginManager plugins;

  private GivenSettings given = new GivenSettings(Map.of(), List.of());
  private boolean hasRun;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    EachModule modules = new EachModule(plugins, session, execution);
    if (modules.isCalledOnFirstOnly()) {
      modules.run();
    } else {
      Failures.translated("Cannot package " + project.getId(), this::executeOnOne);
    }
  }

  private void executeOnOne() throws MojoExecutionException, IOException {
    EmptyParameters.reset(this, session, execution);
    if (skip) {
      getLog().info("Skipping (gateway.skip=true)");
      return;
    }
    if (project.getFile() != null && project.getPackaging().equals("pom")) {
      getLog().info("Skipping: a module of packaging pom has no app");
      return;
    }
    WarInputs inputs = inputs();
    Optional<String> reason =
        new Modules(session, execution).reasonToSkip(project, () -> WarAssembly.hasApp(inputs));
    if (reason.isPresent()) {
      getLog().info("Skipping: " + reason.get());
      return;
    }
    hasRun = true;
    given =
        GivenSettings.read(
            PluginProperties.given(session),
            PluginProperties.of(project),
            PluginProperties.of(execution),
            inputs.libraries().files());
    given.unknown().forEach(getLog()::warn);
    run(inputs);
  }

  /** Returns whether the project has an app, on which the goal was carried out. */
  final boolean hasRun() {
    return hasRun;
  }

  /** Returns the settings of the server that Maven was given or that the POM's properties have. */
  final Map<String, String> serverSettings() {
    return given.settings();
  }

  /** Returns the same as environment variables. */
  final Map<String, String> serverVariables() {
    return given.variables();
  }

  /** Warns that settings of the server have no effect on a goal that starts no server. */
  final void warnOfServerSettings() {
    PluginProperties.withoutEffect(given.settings().keySet(), session, execution)
        .forEach(getLog()::warn);
  }

  /** Carries the goal out on a project that has an app. */
  abstract void run(WarInputs inputs) throws MojoExecutionException, IOException;

  /** Returns what the WAR of the project is made of. */
  abstract WarInputs inputs() throws IOException;

  final BuildLog log() {
    return new MojoLog(getLog());
  }

  final Path base() {
    return base.toPath();
  }

  final MavenProject project() {
    return project;
  }

  final MavenSession session() {
    return session;
  }

  final Artifacts artifacts() {
    return new Artifacts(repositories, session);
  }

  final String version() {
    return execution.getVersion();
  }
}
