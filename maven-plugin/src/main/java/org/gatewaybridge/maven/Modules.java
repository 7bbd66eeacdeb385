package org.gatewaybridge.maven;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
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
   * Whether a module's own POM says that it is deployed: it names the app, as parameter or as
   * property, or has the packaging gateway-war.
   */
  boolean names(MavenProject module) {
    return module.getFile() != null
        && (module.getPackaging().equals("gateway-war")
            || module.getOriginalModel().getProperties().containsKey("gateway.app")
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
    Build build = module.getOriginalModel().getBuild();
    return build == null
        ? Stream.empty()
        : build.getPlugins().stream()
            .filter(each -> each.getKey().equals(plugin.getKey()))
            .flatMap(
                each ->
                    Stream.concat(
                        Stream.of(each).map(Plugin::getConfiguration),
                        each.getExecutions().stream().map(PluginExecution::getConfiguration)))
            .filter(Xpp3Dom.class::isInstance)
            .map(Xpp3Dom.class::cast);
  }
}
