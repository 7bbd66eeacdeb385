package org.gatewaybridge.maven;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** The modules of a build, of which some are deployed and most are libraries of those. */
final class Modules {
  private final MavenSession session;
  private final Plugin plugin;

  Modules(MavenSession session, Plugin plugin) {
    this.session = session;
    this.plugin = plugin;
  }

  /**
   * Whether a module's own POM, or an active profile in it, says that it is deployed: it names the
   * app, as parameter or as property, or has the packaging gateway-war.
   */
  boolean names(MavenProject module) {
    return module.getFile() != null
        && (module.getPackaging().equals("gateway-war")
            || hasProperty(module)
            || configurations(module).anyMatch(each -> each.getChild("app") != null));
  }

  /** Returns the module that says so and has the given one as a library. */
  Optional<MavenProject> deployerOf(MavenProject library) {
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
        .filter(each -> each.getKey().equals(plugin.getKey()))
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

  /** Those of the module's own POM. */
  private static Stream<Profile> activeProfiles(MavenProject module) {
    List<String> active = module.getActiveProfiles().stream().map(Profile::getId).toList();
    return module.getOriginalModel().getProfiles().stream()
        .filter(profile -> active.contains(profile.getId()));
  }
}
