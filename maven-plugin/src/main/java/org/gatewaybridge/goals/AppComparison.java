package org.gatewaybridge.goals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import org.gatewaybridge.comparing.AppMatrix;
import org.gatewaybridge.comparing.Installation;
import org.gatewaybridge.comparing.Probe;
import org.gatewaybridge.comparing.ProbeFile;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.ConsoleTable;
import org.gatewaybridge.matrix.Matrix;
import org.gatewaybridge.matrix.MatrixFolder;
import org.gatewaybridge.matrix.Outcome;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.PackedWar;

/**
 * The work of gateway:matrix: runs the WAR on real containers and compares their answers.
 *
 * @param containers ids separated by commas, or all
 * @param probes the folder of *.http files; need not exist
 * @param failOn regression, any or never
 * @param answerTimeout how long an answer may take
 * @param reportFolder where the page, matrix.json and the JUnit XML are written
 * @param environment variables of the containers, beside the inherited ones
 */
public record AppComparison(
    String containers,
    Path probes,
    String failOn,
    Duration answerTimeout,
    Path reportFolder,
    Map<String, String> environment) {

  /** Installs containers. */
  @FunctionalInterface
  public interface Homes {
    /** Returns a container's folder, after fetching it if it is not there. */
    Path install(Container container) throws IOException;
  }

  /**
   * Checks what fails the build.
   *
   * @throws PackagingRefused if it is none of the three words
   */
  public AppComparison {
    if (!List.of("regression", "any", "never").contains(failOn)) {
      throw new PackagingRefused(
          "Unknown failOn \"" + failOn + "\" (gateway.failOn). Use one of: regression, any, never");
    }
  }

  /**
   * Compares an app's answers.
   *
   * @param warName names the WAR's file, and with it the context path
   * @param homes is asked for each container that is compared
   * @throws GoalFailed if an outcome fails the build
   */
  public void run(WarInputs inputs, String warName, Homes homes, BuildLog log) throws IOException {
    List<Container> chosen = chosen();
    List<Probe> requests = requests();
    Path work = inputs.work().resolve("matrix");
    Path war = work.resolve(warName + ".war");
    // The settings of the containers may turn lint on.
    WarInputs packed =
        environment.containsKey("GATEWAY_LINT") ? WarAssembly.withLint(inputs) : inputs;
    log.alone(
        inputs,
        () -> PackedWar.write(log.layout(packed), new Manifest(), Instant.EPOCH, war, false, work));
    Matrix matrix =
        AppMatrix.run(
            war,
            requests,
            answerTimeout,
            install(chosen, homes, work.resolve("processes")),
            container -> log.info("Running on " + container));
    MatrixFolder folder = new MatrixFolder(reportFolder);
    folder.write(matrix);
    ConsoleTable.of(matrix).lines().forEach(log::info);
    log.info("The page: " + folder.page());
    fail(matrix);
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

  private List<Probe> requests() throws IOException {
    try {
      List<Probe> own = ProbeFile.readAll(probes);
      return own.isEmpty() ? List.of(Probe.frontPage()) : own;
    } catch (IllegalArgumentException e) {
      throw new PackagingRefused(probes + ": " + e.getMessage());
    }
  }

  private List<Installation> install(List<Container> chosen, Homes homes, Path processes)
      throws IOException {
    Path javaHome = Path.of(System.getProperty("java.home"));
    int jdk = Runtime.version().feature();
    List<Installation> installed = new ArrayList<>();
    for (Container container : chosen) {
      installed.add(
          new Installation(
              container, homes.install(container), javaHome, jdk, processes, environment));
    }
    return installed;
  }

  private void fail(Matrix matrix) {
    long failed = matrix.count(Outcome.FAIL);
    long notRun = matrix.count(Outcome.NOT_RUN);
    boolean fails =
        switch (failOn) {
          case "never" -> false;
          case "any" -> failed + notRun > 0;
          default -> failed > 0;
        };
    if (fails) {
      throw new GoalFailed(
          "gateway:matrix: " + failed + " failed, " + notRun + " not run; see " + reportFolder);
    }
  }
}
