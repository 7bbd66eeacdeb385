package org.gatewaybridge.maven;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Profile;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The modules of a build: some are deployed, and most are libraries of those. */
final class Modules {
  /** A question about a module. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  private final MavenSession session;
  private final MojoExecution execution;

  Modules(MavenSession session, MojoExecution execution) {
    this.session = session;
    this.execution = execution;
  }

  /**
   * Returns why a goal skips a module: from the root of a build with several modules, Maven calls a
   * goal on each, and most are libraries.
   *
   * @param hasApp whether the module has an app to deploy; asked for only where it matters
   */
  Optional<String> reasonToSkip(MavenProject module, Condition hasApp) throws IOException {
    boolean calledOnAll =
        execution.getSource() == MojoExecution.Source.CLI && session.getProjects().size() > 1;
    if (!calledOnAll || names(module)) {
      return Optional.empty();
    }
    Optional<MavenProject> deployer = deployerOf(module);
    if (deployer.isPresent()) {
      return Optional.of("what is deployed of it is " + deployer.get().getArtifactId());
    }
    return hasApp.holds() ? Optional.empty() : Optional.of("this module has no gateway app");
  }

  /**
   * Returns whether a module's own POM, or an active profile in it, makes it one that is deployed:
   * it names the app, as parameter or property, or has the packaging gateway-war.
   */
  private boolean names(MavenProject module) {
    return module.getFile() != null
        && (module.getPackaging().equals("gateway-war")
            || hasProperty(module)
            || configurations(module).anyMatch(each -> each.getChild("app") != null));
  }

  /** Returns a module that is deployed and has the given one as a library. */
  private Optional<MavenProject> deployerOf(MavenProject library) {
    List<MavenProject> users =
        session.getProjectDependencyGraph().getDownstreamProjects(library, true);
    return library.getPackaging().equals("pom")
        ? Optional.empty()
        : users.stream().filter(this::names).findFirst();
  }

  private Stream<Xpp3Dom> configurations(MavenProject module) {
    Model model = module.getOriginalModel();
    return Stream.concat(
            Stream.ofNullable(model.getBuild()),
            activeProfiles(module).map(Profile::getBuild).filter(Objects::nonNull))
        .flatMap(build -> build.getPlugins().stream())
        .filter(each -> each.getKey().equals(execution.getPlugin().getKey()))
        .flatMap(
            each ->
                Stream.concat(
                    Stream.of(each).map(Plugin::getConfiguration),
                    each.getExecutions().stream().map(PluginExecution::getConfiguration)))
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast);
  }

  private static boolean hasProperty(MavenProject module) {
    return Stream.concat(
            Stream.of(module.getOriginalModel()).map(Model::getProperties),
            activeProfiles(module).map(Profile::getProperties))
        .anyMatch(properties -> properties.containsKey("gateway.app"));
  }

  /** Returns the active profiles of the module's own POM. */
  private static Stream<Profile> activeProfiles(MavenProject module) {
    List<String> active = module.getActiveProfiles().stream().map(Profile::getId).toList();
    return module.getOriginalModel().getProfiles().stream()
        .filter(profile -> active.contains(profile.getId()));
  }
}
