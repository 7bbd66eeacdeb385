package org.gatewaybridge.maven;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginConfigurationException;
import org.apache.maven.plugin.PluginContainerException;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Runs a goal on each module of a build, with the module's own parameters.
 *
 * <p>A goal that needs no POM is called on a build's first project only, wherever its app is.
 */
final class EachModule {
  private static final String ID = "of-each-module";

  private final MavenPluginManager plugins;
  private final MavenSession session;
  private final MojoExecution execution;

  EachModule(MavenPluginManager plugins, MavenSession session, MojoExecution execution) {
    this.plugins = plugins;
    this.session = session;
    this.execution = execution;
  }

  /** Returns whether Maven calls the goal once for a build with several modules. */
  boolean isCalledOnFirstOnly() {
    return execution.getMojoDescriptor().isAggregator()
        && session.getProjects().size() > 1
        && !execution.getExecutionId().equals(ID);
  }

  void run() throws MojoExecutionException, MojoFailureException {
    MavenProject first = session.getCurrentProject();
    boolean hasRun = false;
    try {
      for (MavenProject module : session.getProjects()) {
        session.setCurrentProject(module);
        hasRun |= runOn(module);
      }
    } finally {
      session.setCurrentProject(first);
    }
    if (!hasRun) {
      throw new MojoFailureException(
          "No module of this build has a gateway app. Set <app> in the pom.xml of the one that is"
              + " deployed, or -Dgateway.app=com.acme.Hello");
    }
  }

  private boolean runOn(MavenProject module) throws MojoExecutionException, MojoFailureException {
    MojoExecution own =
        new MojoExecution(execution.getMojoDescriptor(), ID, MojoExecution.Source.CLI);
    own.setConfiguration(
        Xpp3Dom.mergeXpp3Dom(
            module.getGoalConfiguration(
                execution.getGroupId(), execution.getArtifactId(), null, execution.getGoal()),
            new Xpp3Dom(execution.getConfiguration())));
    try {
      Mojo mojo = plugins.getConfiguredMojo(Mojo.class, session, own);
      try {
        mojo.execute();
        return ((ModuleMojo) mojo).hasRun();
      } finally {
        plugins.releaseMojo(mojo, own);
      }
    } catch (PluginConfigurationException | PluginContainerException e) {
      throw new MojoExecutionException(
          "Cannot run " + execution.getGoal() + " on " + module.getId() + ": " + e.getMessage(), e);
    }
  }
}
