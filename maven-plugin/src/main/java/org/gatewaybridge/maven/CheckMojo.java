package org.gatewaybridge.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.checking.Finding;
import org.gatewaybridge.checking.Probe;
import org.gatewaybridge.checking.Report;
import org.gatewaybridge.checking.WarCheck;
import org.gatewaybridge.packaging.PackagingRefused;
import org.gatewaybridge.packaging.PythonCheck;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarFile;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.running.Listen;

/**
 * Looks for what would fail or surprise after deployment: validates the web.xml, reads the WAR for
 * traps, starts the app in a process of its own with lint on, and asks it one question.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class CheckMojo extends ServerMojo {
  /** Skips this goal. */
  @Parameter(property = "gateway.check.skip", defaultValue = "false")
  private boolean skipCheck;

  /** Whether a warning fails the build, as an error does. */
  @Parameter(property = "gateway.failOnWarning", defaultValue = "false")
  private boolean failOnWarning;

  /** The path that the app is asked for. */
  @Parameter(property = "gateway.probePath", defaultValue = "/")
  private String probePath;

  /**
   * The number of bytes from which on a WAR is called big; the default is the limit of Tomcat's
   * Manager.
   */
  @Parameter(property = "gateway.maxWarSize", defaultValue = "52428800")
  private long maxWarSize;

  /** How findings are told: text in Maven's output, or json in target/gateway/check.json too. */
  @Parameter(property = "gateway.report", defaultValue = "text")
  private String report;

  @Override
  void run(WarInputs inputs) throws MojoExecutionException, MojoFailureException, IOException {
    if (skipCheck) {
      getLog().info("Skipping (gateway.check.skip=true)");
      return;
    }
    if (!report.equals("text") && !report.equals("json")) {
      throw new PackagingRefused(
          "Unknown report \"" + report + "\" (gateway.report). Use one of: text, json");
    }
    List<Finding> findings = findings(inputs);
    for (Finding finding : findings) {
      if (finding.level() == Finding.Level.ERROR) {
        getLog().error(finding.text());
      } else {
        getLog().warn(finding.text());
      }
    }
    if (report.equals("json")) {
      Report.writeJson(findings, inputs.work().resolve("check.json"));
    }
    judge(inputs, findings);
  }

  private List<Finding> findings(WarInputs inputs) throws MojoExecutionException, IOException {
    List<Finding> findings = new ArrayList<>();
    Path folder = inputs.work().resolve("check");
    Path war = folder.resolve("check.war");
    Path logging = folder.resolve("logging.properties");
    alone(
        inputs,
        () ->
            WarFile.write(
                WarAssembly.of(
                    inputs.withContextParam("gateway.lint", "true"),
                    text -> findings.add(Finding.warning(text)),
                    getLog()::info,
                    getLog()::debug),
                new Manifest(),
                Instant.EPOCH,
                war,
                false,
                folder));
    findings.addAll(WarCheck.of(war, maxWarSize));
    if (inputs.python().isPresent()) {
      PythonCheck.of(
              inputs.python().get(), inputs.appName(), probePath, inputs.work(), getLog()::debug)
          .forEach(line -> findings.add(Finding.parse(line)));
    }
    Probe.writeLogging(logging);
    findings.addAll(
        Probe.of(
            launch(
                war,
                new Listen("127.0.0.1", 0, "/"),
                List.of("-Djava.util.logging.config.file=" + logging)),
            probePath));
    return findings.stream().distinct().toList();
  }

  private void judge(WarInputs inputs, List<Finding> findings)
      throws MojoFailureException, IOException {
    long errors =
        findings.stream().filter(finding -> finding.level() == Finding.Level.ERROR).count();
    long warnings = findings.size() - errors;
    String summary =
        "gateway:check of app "
            + inputs.appName()
            + ": errors: "
            + errors
            + ", warnings: "
            + warnings;
    if (errors > 0 || (failOnWarning && warnings > 0)) {
      throw new MojoFailureException(summary + "; mend what stands above");
    }
    getLog().info(summary);
  }
}
