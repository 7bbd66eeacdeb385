package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.goals.AppComparison;
import org.gatewaybridge.packaging.WarInputs;

/**
 * Compiles the project, packages its app as a WAR, runs the WAR on real containers, and compares
 * their answers: in Maven's output, as a page, as JSON, and as JUnit's XML.
 */
@Mojo(name = "matrix", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class MatrixMojo extends PackagingMojo {
  /** Skips this goal. */
  @Parameter(property = "gateway.matrix.skip", defaultValue = "false")
  private boolean skipMatrix;

  /** The containers to run on, separated by commas, or all. */
  @Parameter(property = "gateway.containers", defaultValue = "tomcat11,jetty12.1,undertow2.3")
  private String containers;

  /**
   * The folder of *.http files, each with requests and what is expected of their answers. Without
   * any, GET / must answer below 500.
   */
  @Parameter(property = "gateway.probes", defaultValue = "${project.basedir}/src/test/gateway")
  private File probes;

  /**
   * What fails the build: regression (a check failed), any (a check did not pass, or was not run),
   * or never.
   */
  @Parameter(property = "gateway.failOn", defaultValue = "regression")
  private String failOn;

  /** How many seconds an answer may take. */
  @Parameter(property = "gateway.answerTimeout", defaultValue = "30")
  private int answerTimeout;

  /** Where index.html, matrix.json and the TEST-*.xml are written. */
  @Parameter(
      property = "gateway.reportDirectory",
      defaultValue = "${project.build.directory}/gateway-matrix")
  private File reportDirectory;

  @Override
  void run(WarInputs inputs) throws IOException {
    if (skipMatrix) {
      getLog().info("Skipping (gateway.matrix.skip=true)");
      return;
    }
    Path homes = inputs.work().resolve("matrix/homes");
    new AppComparison(
            containers,
            probes.toPath(),
            failOn,
            Duration.ofSeconds(answerTimeout),
            reportDirectory.toPath(),
            serverVariables())
        .run(
            inputs,
            project().getBuild().getFinalName(),
            new ContainerHomes(artifacts(), homes)::install,
            log());
  }
}
