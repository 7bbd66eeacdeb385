package org.gatewaybridge.goals;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.gatewaybridge.checking.Finding;
import org.gatewaybridge.checking.FindingsJson;
import org.gatewaybridge.checking.StartProbe;
import org.gatewaybridge.checking.WarCheck;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.packaging.archive.PackedWar;
import org.gatewaybridge.packaging.python.PythonCheck;
import org.gatewaybridge.packaging.python.PythonProject;
import org.gatewaybridge.running.ListenAddress;
import org.gatewaybridge.running.ServerLaunch;
import org.gatewaybridge.running.ServerSetup;

/**
 * The work of gateway:check: packs the WAR with lint on, reads it, starts it, and sends one
 * request.
 *
 * @param probePath the path of the request
 * @param maxWarSize the number of bytes above which a WAR is called big
 * @param report text, or json for check.json in the folder of generated files too
 * @param failOnWarning whether a warning fails the build, as an error does
 */
public record AppCheck(String probePath, long maxWarSize, String report, boolean failOnWarning) {

  /**
   * Checks the path and the report's name.
   *
   * @throws PackagingRefused if it is no path, or there is no such report
   */
  public AppCheck {
    if (!isPath(probePath)) {
      throw new PackagingRefused(
          "probePath (gateway.probePath) is \""
              + probePath
              + "\"; give a path such as /shop, with other characters percent-encoded");
    }
    if (!report.equals("text") && !report.equals("json")) {
      throw new PackagingRefused(
          "Unknown report \"" + report + "\" (gateway.report). Use one of: text, json");
    }
  }

  private static boolean isPath(String text) {
    try {
      return text.startsWith("/") && new URI("." + text).getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Checks an app.
   *
   * @throws GoalFailed if a finding fails the build
   */
  public void run(WarInputs inputs, ServerSetup server, BuildLog log) throws IOException {
    List<Finding> findings = findings(inputs, server, log);
    for (Finding finding : findings) {
      if (finding.level() == Finding.Level.ERROR) {
        log.error(finding.text());
      } else {
        log.warn(finding.text());
      }
    }
    if (report.equals("json")) {
      FindingsJson.write(findings, inputs.work().resolve("check.json"));
    }
    failOn(findings, WarAssembly.appName(inputs), log);
  }

  private List<Finding> findings(WarInputs inputs, ServerSetup server, BuildLog log)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    Path folder = inputs.work().resolve("check");
    Path war = folder.resolve("check.war");
    log.alone(inputs, () -> pack(inputs, folder, war, findings, log));
    findings.addAll(WarCheck.inspect(war, maxWarSize));
    Path logging = folder.resolve("logging.properties");
    StartProbe.writeLogging(logging);
    ListenAddress anyPort = new ListenAddress("127.0.0.1", 0, "/");
    List<String> jvmArgs = List.of("-Djava.util.logging.config.file=" + logging);
    ServerLaunch launch = server.launch(war, anyPort, jvmArgs);
    if (inputs.python().isPresent()) {
      String app = WarAssembly.appName(inputs);
      PythonProject python = inputs.python().get();
      PythonCheck.run(
              python,
              app,
              python.callOf(inputs.descriptor().initParams()),
              probePath,
              launch.startTimeout(),
              inputs.work(),
              Clock.systemUTC(),
              log::debug)
          .forEach(line -> findings.add(Finding.parse(line)));
    }
    findings.addAll(StartProbe.run(launch, probePath));
    return findings.stream().distinct().toList();
  }

  private static boolean pack(
      WarInputs inputs, Path folder, Path war, List<Finding> findings, BuildLog log)
      throws IOException {
    return PackedWar.write(
        WarAssembly.assemble(
            inputs.withContextParam("gateway.lint", "true"),
            text -> findings.add(Finding.warning(text)),
            log::info,
            log::debug),
        new Manifest(),
        Instant.EPOCH,
        war,
        false,
        folder);
  }

  private void failOn(List<Finding> findings, String app, BuildLog log) {
    long errors =
        findings.stream().filter(finding -> finding.level() == Finding.Level.ERROR).count();
    long warnings = findings.size() - errors;
    String summary =
        "gateway:check of app " + app + ": errors: " + errors + ", warnings: " + warnings;
    if (errors > 0 || (failOnWarning && warnings > 0)) {
      throw new GoalFailed(summary + "; mend what stands above");
    }
    log.info(summary);
  }
}
