package org.gatewaybridge.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.checking.EffectiveSettings;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;

/**
 * Prints the settings that the WAR would have on this machine, and where each comes from: an
 * environment variable, the WAR, or the default.
 */
@Mojo(name = "info", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class InfoMojo extends PackagingMojo {
  /** The context path of the app. */
  @Parameter(property = "gateway.contextPath", defaultValue = "/")
  private String contextPath;

  @Override
  void run(WarInputs inputs) throws MojoExecutionException, IOException {
    if (inputs.python().isPresent()) {
      getLog().info(inputs.python().get().pythons().described());
    }
    List<Path> classPath = new ArrayList<>(List.of(inputs.classes().folder()));
    classPath.addAll(inputs.libraries().files());
    try {
      EffectiveSettings.read(
              WarAssembly.webXml(inputs).parameters(),
              contextPath.equals("/") ? "" : contextPath,
              serverSettings(),
              classPath)
          .forEach(getLog()::info);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("gateway:info was interrupted", e);
    }
  }
}
