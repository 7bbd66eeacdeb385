package org.gatewaybridge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.ConsoleTable;
import org.gatewaybridge.matrix.Matrix;
import org.gatewaybridge.matrix.MatrixFolder;
import org.gatewaybridge.matrix.Outcome;
import org.gatewaybridge.packaging.PackagingRefused;
import org.gatewaybridge.packaging.WarFile;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.probes.AppMatrix;
import org.gatewaybridge.probes.Place;
import org.gatewaybridge.probes.Probe;
import org.gatewaybridge.probes.ProbeFile;

/**
 * Compiles the project, packages its app as a WAR, runs that on real containers, and compares what
 * they answer: in Maven's output, as a page, as JSON, and as JUnit's XML.
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
  void run(WarInputs inputs) throws MojoExecutionException, MojoFailureException, IOException {
    if (skipMatrix) {
      getLog().info("Skipping (gateway.matrix.skip=true)");
      return;
    }
    if (!List.of("regression", "any", "never").contains(failOn)) {
      throw new PackagingRefused(
          "Unknown failOn \"" + failOn + "\" (gateway.failOn). Use one of: regression, any, never");
    }
    List<Container> chosen = chosen();
    List<Probe> asked = asked();
    Path work = inputs.work().resolve("matrix");
    Path war = work.resolve(project().getBuild().getFinalName() + ".war");
    boolean lint = serverSettings().containsKey("gateway.lint");
    WarInputs packed = lint ? inputs.withLint() : inputs;
    alone(
        inputs,
        () -> WarFile.write(layout(packed), new Manifest(), Instant.EPOCH, war, false, work));
    Matrix matrix =
        AppMatrix.of(
            war,
            asked,
            Duration.ofSeconds(answerTimeout),
            places(chosen, work),
            place -> getLog().info("Running on " + place));
    MatrixFolder folder = new MatrixFolder(reportDirectory.toPath());
    folder.write(matrix);
    ConsoleTable.of(matrix).lines().forEach(getLog()::info);
    getLog().info("The page: " + folder.page());
    judge(matrix);
  }

  private List<Container> chosen() {
    if (containers.strip().equals("all")) {
      return Container.all();
    }
    try {
      return List.of(containers.strip().split("\\s*,\\s*")).stream().map(Container::of).toList();
    } catch (IllegalArgumentException e) {
      throw new PackagingRefused(e.getMessage() + " (gateway.containers), or all");
    }
  }

  private List<Probe> asked() throws IOException {
    try {
      List<Probe> own = ProbeFile.readAll(probes.toPath());
      return own.isEmpty() ? List.of(Probe.frontPage()) : own;
    } catch (IllegalArgumentException e) {
      throw new PackagingRefused(probes + ": " + e.getMessage());
    }
  }

  private List<Place> places(List<Container> chosen, Path work)
      throws MojoExecutionException, IOException {
    ContainerHomes homes = new ContainerHomes(artifacts(), work.resolve("homes"));
    Path javaHome = Path.of(System.getProperty("java.home"));
    int jdk = Runtime.version().feature();
    List<Place> places = new ArrayList<>();
    for (Container container : chosen) {
      places.add(
          new Place(
              container,
              homes.of(container),
              javaHome,
              jdk,
              work.resolve("processes"),
              serverVariables()));
    }
    return places;
  }

  private void judge(Matrix matrix) throws MojoFailureException {
    long failed = matrix.count(Outcome.FAIL);
    long notRun = matrix.count(Outcome.NOT_RUN);
    boolean fails =
        switch (failOn) {
          case "never" -> false;
          case "any" -> failed + notRun > 0;
          default -> failed > 0;
        };
    if (fails) {
      throw new MojoFailureException(
          "gateway:matrix: " + failed + " failed, " + notRun + " not run; see " + reportDirectory);
    }
  }
}
