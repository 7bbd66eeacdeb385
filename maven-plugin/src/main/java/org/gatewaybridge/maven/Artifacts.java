package org.gatewaybridge.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;

/** Fetches what a goal needs and the project does not declare from Maven's repositories. */
final class Artifacts {
  /** Thrown when an artifact cannot be resolved. */
  static final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unresolved(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final RepositorySystem repositories;
  private final MavenSession session;

  Artifacts(RepositorySystem repositories, MavenSession session) {
    this.repositories = repositories;
    this.session = session;
  }

  /** Resolves one artifact, without its dependencies. */
  Path one(String coordinates) {
    try {
      ArtifactRequest request =
          new ArtifactRequest(new DefaultArtifact(coordinates), remotes(), "");
      return repositories
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw unresolved(coordinates, e);
    }
  }

  /** Resolves artifacts with all that they need at run time; returns their files. */
  List<Path> closure(List<String> coordinates) {
    return withNeeds(coordinates).stream().map(artifact -> artifact.getFile().toPath()).toList();
  }

  /** Resolves artifacts with all that they need at run time. */
  List<Artifact> withNeeds(List<String> coordinates) {
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(remotes());
    coordinates.forEach(
        each ->
            collect.addDependency(new Dependency(new DefaultArtifact(each), JavaScopes.RUNTIME)));
    try {
      return repositories
          .resolveDependencies(session.getRepositorySession(), new DependencyRequest(collect, null))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .toList();
    } catch (DependencyResolutionException e) {
      throw unresolved(String.join(", ", coordinates), e);
    }
  }

  // The plugin's companions are where the plugin itself came from.
  private List<RemoteRepository> remotes() {
    return session.getCurrentProject().getRemotePluginRepositories();
  }

  private static Unresolved unresolved(String what, Exception e) {
    return new Unresolved("Cannot resolve " + what + ": " + e.getMessage(), e);
  }
}
