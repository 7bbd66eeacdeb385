package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.inject.Inject;
import org.apache.maven.archiver.MavenArchiveConfiguration;
import org.apache.maven.archiver.MavenArchiver;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.PackedWar;
import org.gatewaybridge.packaging.archive.WarLayout;
import org.gatewaybridge.packaging.files.ClassesJar;
import org.gatewaybridge.packaging.files.Exclusions;
import org.jspecify.annotations.Nullable;

/** Packages the app as a WAR; for executions in pom.xml and for the gateway-war packaging. */
@Mojo(
    name = "war-no-fork",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public class WarNoForkMojo extends PackagingMojo {
  private static final Set<String> WAR_PACKAGINGS = Set.of("gateway-war", "war");
  // The ZIP format's own time field has this date, and no earlier year.
  private static final Instant WITHOUT_TIMESTAMP = Instant.parse("1980-02-01T00:00:00Z");

  /** Skips the goals that pack a WAR. */
  @Parameter(property = "gateway.war.skip", defaultValue = "false")
  private boolean skipWar;

  /** The folder of the WAR. */
  @Parameter(property = "gateway.outputDirectory", defaultValue = "${project.build.directory}")
  private File outputDirectory;

  /** The WAR's name without .war, which on most containers is its context path; ROOT is at /. */
  @Parameter(property = "gateway.warName", defaultValue = "${project.build.finalName}")
  private String warName;

  /** The WAR's classifier, if it is not the only one. */
  @Parameter(property = "gateway.classifier")
  private @Nullable String classifier;

  /** Whether the WAR is installed and deployed with the project. */
  @Parameter(property = "gateway.attach", defaultValue = "true")
  private boolean attach;

  /**
   * Whether the classes are installed and deployed as a jar too, for projects that test against
   * them.
   */
  @Parameter(property = "gateway.attachClasses", defaultValue = "false")
  private boolean attachClasses;

  /** The classifier of that jar. */
  @Parameter(property = "gateway.classesClassifier", defaultValue = "classes")
  private String classesClassifier;

  /** Writes the WAR even if nothing has changed. */
  @Parameter(property = "gateway.forceCreation", defaultValue = "false")
  private boolean forceCreation;

  /** The WAR's manifest, with the configuration of Maven's archive plugins. */
  @Parameter private MavenArchiveConfiguration archive = new MavenArchiveConfiguration();

  /** The time of the WAR's entries; fixed if not given, so that two builds give the same bytes. */
  @Parameter(defaultValue = "${project.build.outputTimestamp}")
  private @Nullable String outputTimestamp;

  @Inject private MavenProjectHelper projectHelper;

  @Override
  final void run(WarInputs inputs) throws IOException {
    if (skipWar) {
      getLog().info("Skipping (gateway.war.skip=true)");
      return;
    }
    warnOfServerSettings();
    Path war = outputDirectory.toPath().resolve(fileName());
    boolean written = log().alone(inputs, () -> write(war, inputs));
    getLog()
        .info(
            (written ? "Building war: " : "Nothing changed, war is up to date: ")
                + war
                + " ("
                + Files.size(war)
                + " bytes)");
    attach(war);
    if (attachClasses) {
      Path jar = outputDirectory.toPath().resolve(warName + "-" + classesClassifier + ".jar");
      // What is left out has been reported for the WAR.
      Exclusions exclusions = Exclusions.silent(inputs.rules().packAnyway());
      ClassesJar.write(inputs.classes().folder(), timestamp(), jar, exclusions);
      projectHelper.attachArtifact(project(), "jar", classesClassifier, jar.toFile());
    }
  }

  private boolean write(Path war, WarInputs inputs) throws IOException {
    ArchiveMetadata metadata = new ArchiveMetadata(session(), project(), archive);
    WarLayout layout = log().layout(inputs);
    metadata.mavenDescriptor(inputs.work()).forEach(layout::add);
    Manifest manifest = metadata.manifest(inputs.web().folder().resolve(JarFile.MANIFEST_NAME));
    return PackedWar.write(layout, manifest, timestamp(), war, forceCreation, inputs.work());
  }

  private String fileName() {
    if (isPath(warName)) {
      throw new PackagingRefused(
          "warName (gateway.warName) is \""
              + warName
              + "\"; give a name here, and its folder as outputDirectory");
    }
    String suffix = given(classifier).map(it -> "-" + it).orElse("");
    if (isPath(suffix)) {
      throw new PackagingRefused(
          "classifier (gateway.classifier) is \""
              + suffix.substring(1)
              + "\"; it is a part of the WAR's name, so leave out what separates folders");
    }
    return warName + suffix + ".war";
  }

  private static boolean isPath(String name) {
    return name.contains("/") || name.contains("\\");
  }

  private Instant timestamp() {
    try {
      return MavenArchiver.parseBuildOutputTimestamp(outputTimestamp).orElse(WITHOUT_TIMESTAMP);
    } catch (IllegalArgumentException e) {
      throw new PackagingRefused(
          "outputTimestamp (project.build.outputTimestamp) is wrong: " + e.getMessage(), e);
    }
  }

  private void attach(Path war) {
    if (WAR_PACKAGINGS.contains(project().getPackaging()) && given(classifier).isEmpty()) {
      project().getArtifact().setFile(war.toFile());
    } else if (attach) {
      projectHelper.attachArtifact(project(), "war", given(classifier).orElse(null), war.toFile());
    }
  }
}
