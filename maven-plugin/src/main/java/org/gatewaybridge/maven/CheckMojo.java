package org.gatewaybridge.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.goals.AppCheck;
import org.gatewaybridge.packaging.WarInputs;

/**
 * Looks for what would fail or surprise after deployment: validates the web.xml, reads the WAR for
 * traps, starts the app in a process of its own with lint on, and sends it one request.
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

  /** The path that is requested from the app. */
  @Parameter(property = "gateway.probePath", defaultValue = "/")
  private String probePath;

  /**
   * The number of bytes above which a WAR is called big; the default is the limit of Tomcat's
   * Manager.
   */
  @Parameter(property = "gateway.maxWarSize", defaultValue = "52428800")
  private long maxWarSize;

  /**
   * How findings are reported: text in Maven's output, or json in target/gateway/check.json too.
   */
  @Parameter(property = "gateway.report", defaultValue = "text")
  private String report;

  @Override
  void run(WarInputs inputs) throws IOException {
    if (skipCheck) {
      getLog().info("Skipping (gateway.check.skip=true)");
      return;
    }
    new AppCheck(probePath, maxWarSize, report, failOnWarning).run(inputs, this::launch, log());
  }
}
