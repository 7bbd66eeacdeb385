package org.gatewaybridge.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import org.apache.maven.archiver.MavenArchiveConfiguration;
import org.apache.maven.archiver.MavenArchiver;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.archiver.jar.ManifestException;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.WarEntry;

/** The manifest and the Maven descriptor of an archive, by the configuration of archive plugins. */
final class ArchiveMetadata {
  private final MavenSession session;
  private final MavenProject project;
  private final MavenArchiveConfiguration archive;

  ArchiveMetadata(MavenSession session, MavenProject project, MavenArchiveConfiguration archive) {
    this.session = session;
    this.project = project;
    this.archive = archive;
  }

  /**
   * Returns the manifest: the configured file's lines, and over them what the configuration adds.
   *
   * @param ownFile the file to begin with if none is configured; need not exist
   */
  Manifest manifest(Path ownFile) throws IOException {
    Path file = archive.getManifestFile() == null ? ownFile : archive.getManifestFile().toPath();
    Manifest manifest = new Manifest();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        manifest.read(in);
      }
    }
    Manifest configured = configured();
    manifest.getMainAttributes().putAll(configured.getMainAttributes());
    manifest.getEntries().putAll(configured.getEntries());
    return manifest;
  }

  private Manifest configured() {
    MavenArchiver archiver = new MavenArchiver();
    archiver.setCreatedBy("Gateway Maven Plugin", "org.gatewaybridge", "gateway-maven-plugin");
    // The WAR does not depend on the JDK that packed it.
    archiver.setBuildJdkSpecDefaultEntry(false);
    try {
      return archiver.getManifest(session, project, archive);
    } catch (ManifestException | DependencyResolutionRequiredException e) {
      throw new PackagingRefused(
          "The manifest cannot be made from <archive>: " + e.getMessage() + "; correct it", e);
    }
  }

  /** Returns the entries with the project's coordinates; none if they are switched off. */
  List<WarEntry> mavenDescriptor(Path work) throws IOException {
    if (!archive.isAddMavenDescriptor() || project.getFile() == null) {
      return List.of();
    }
    Path properties = work.resolve("pom.properties");
    String lines =
        "artifactId="
            + project.getArtifactId()
            + "\ngroupId="
            + project.getGroupId()
            + "\nversion="
            + project.getVersion()
            + "\n";
    Files.createDirectories(work);
    Files.write(properties, lines.getBytes(StandardCharsets.ISO_8859_1));
    String folder = "META-INF/maven/" + project.getGroupId() + "/" + project.getArtifactId() + "/";
    return List.of(
        new WarEntry(folder + "pom.xml", project.getFile().toPath()),
        new WarEntry(folder + "pom.properties", properties));
  }
}
