package org.gatewaybridge.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.gatewaybridge.maven.Artifacts.Unresolved;
import org.gatewaybridge.packaging.Library;

/** Reads from a Maven project what goes into a WAR. */
final class ProjectInputs {
  private static final String POLYGLOT = "org.graalvm.polyglot";
  private static final Set<String> RUNTIME = Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

  private final MavenProject project;
  private final Path base;
  private final Artifacts artifacts;
  private final String bridgeVersion;

  ProjectInputs(MavenProject project, Path base, Artifacts artifacts, String bridgeVersion) {
    this.project = project;
    this.base = base;
    this.artifacts = artifacts;
    this.bridgeVersion = bridgeVersion;
  }

  Path classes() {
    return path(project.getBuild().getOutputDirectory());
  }

  /** Returns the folder for files that the goals generate. */
  Path work() {
    return path(project.getBuild().getDirectory()).resolve("gateway");
  }

  // Without a POM, Maven leaves its expression for the project's folder as it is.
  private Path path(String configured) {
    String relative = configured.replaceFirst("^\\$\\{(project\\.)?basedir}[/\\\\]?", "");
    return base.toAbsolutePath().resolve(relative);
  }

  /** Returns the jars of the WAR: the project's own, and the bridge if it is not among them. */
  List<Library> libraries() throws IOException {
    List<Library> libraries = new ArrayList<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (isPacked(artifact)) {
        libraries.add(library(artifact));
      }
    }
    addBridgeTo(libraries, "bridge-core");
    return libraries;
  }

  /** Returns a sentence for each dependency that users may expect in the WAR but is not packed. */
  List<String> notPacked() {
    List<String> sentences = new ArrayList<>();
    for (Dependency dependency : project.getDependencies()) {
      String name = dependency.getGroupId() + ":" + dependency.getArtifactId();
      if (Artifact.SCOPE_SYSTEM.equals(dependency.getScope())) {
        sentences.add(
            "Left out of the WAR, because its scope is system: "
                + name
                + ". Install "
                + dependency.getSystemPath()
                + " in a repository, or copy it to src/main/webapp/WEB-INF/lib");
      }
    }
    for (Dependency dependency : project.getDependencies()) {
      if (dependency.isOptional() && RUNTIME.contains(scope(dependency))) {
        sentences.add(
            "Left out of the WAR, because it is optional: "
                + dependency.getGroupId()
                + ":"
                + dependency.getArtifactId()
                + ". If the app needs it, remove <optional>");
      }
    }
    for (Artifact artifact : project.getArtifacts()) {
      boolean wanted = RUNTIME.contains(artifact.getScope()) && !artifact.isOptional();
      if (wanted
          && !artifact.getArtifactHandler().isAddedToClasspath()
          && !artifact.getType().equals("pom")) {
        sentences.add(
            "Left out of the WAR, because it is no jar but a "
                + artifact.getType()
                + ": "
                + artifact.getGroupId()
                + ":"
                + artifact.getArtifactId()
                + ". For an overlay, unpack it with maven-dependency-plugin into a folder of"
                + " <webResources>, or build with maven-war-plugin and bridge-core");
      }
    }
    return sentences;
  }

  /** Adds a jar of the bridge, in the version of this plugin, if the project does not have it. */
  private void addBridgeTo(List<Library> libraries, String artifactId) throws IOException {
    if (libraries.stream().noneMatch(library -> isBridge(library, artifactId))) {
      libraries.add(bridge(artifactId));
    }
  }

  /** Fetches a jar of the bridge, in the version of this plugin. */
  Library bridge(String artifactId) throws IOException {
    try {
      Path jar = artifacts.one("org.gatewaybridge:" + artifactId + ":" + bridgeVersion);
      return new Library("org.gatewaybridge", artifactId, bridgeVersion, "", jar, "");
    } catch (Unresolved e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Adds the bridge for Python and, if it is packed, GraalPy. */
  void addPythonTo(List<Library> libraries, boolean packsGraalPy, Consumer<String> notes)
      throws IOException {
    addBridgeTo(libraries, "bridge-python");
    if (packsGraalPy) {
      addGraalPyTo(libraries, notes);
    }
  }

  /** Adds GraalPy if the project does not have it, perhaps in another version. */
  private void addGraalPyTo(List<Library> libraries, Consumer<String> notes) throws IOException {
    if (libraries.stream().anyMatch(library -> library.groupId().equals(POLYGLOT))) {
      return;
    }
    long bytes = 0;
    for (var jar : artifacts.withNeeds(List.of(POLYGLOT + ":python:pom:" + graalPyVersion()))) {
      if (jar.getExtension().equals("jar")) {
        Path file = jar.getFile().toPath();
        libraries.add(
            new Library(
                jar.getGroupId(), jar.getArtifactId(), jar.getVersion(), "", file, POLYGLOT));
        bytes += Files.size(file);
      }
    }
    notes.accept(
        "GraalPy adds "
            + (bytes >> 20)
            + " MB to the WAR; Tomcat's Manager takes 50 MB unless it is told otherwise, webapps/"
            + " takes any");
  }

  private static String graalPyVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = ProjectInputs.class.getResourceAsStream("graalpy.properties")) {
      versions.load(Objects.requireNonNull(in, "graalpy.properties"));
    }
    return versions.getProperty("version");
  }

  // No classes are loaded from a dependency of a type such as pom or war.
  private static boolean isPacked(Artifact artifact) {
    return RUNTIME.contains(artifact.getScope())
        && !artifact.isOptional()
        && artifact.getArtifactHandler().isAddedToClasspath()
        && artifact.getFile() != null;
  }

  private static String scope(Dependency dependency) {
    return dependency.getScope() == null ? Artifact.SCOPE_COMPILE : dependency.getScope();
  }

  private static Library library(Artifact artifact) {
    List<String> trail = artifact.getDependencyTrail();
    return new Library(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getBaseVersion(),
        artifact.getClassifier() == null ? "" : artifact.getClassifier(),
        artifact.getFile().toPath(),
        // The trail begins with the project itself and ends with the artifact.
        trail == null || trail.size() < 3 ? "" : trail.get(1));
  }

  private static boolean isBridge(Library library, String artifactId) {
    return library.groupId().equals("org.gatewaybridge") && library.artifactId().equals(artifactId);
  }
}
