package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.ExplodedWar;

/** Compiles the project and lays its WAR out in a folder, copying only what has changed. */
@Mojo(name = "exploded", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class ExplodedMojo extends PackagingMojo {

  /** The folder of the exploded WAR. */
  @Parameter(
      property = "gateway.webappDirectory",
      defaultValue = "${project.build.directory}/${project.build.finalName}")
  private File webappDirectory;

  @Override
  void run(WarInputs inputs) throws IOException {
    warnOfServerSettings();
    ExplodedWar.Changes changes =
        log()
            .alone(
                inputs,
                () ->
                    new ExplodedWar(webappDirectory.toPath(), inputs.work())
                        .update(log().layout(inputs)));
    getLog()
        .info(
            "Exploded war: "
                + webappDirectory
                + " ("
                + changes.written()
                + " written, "
                + changes.removed()
                + " removed, "
                + changes.unchanged()
                + " unchanged)");
  }
}
