package org.gatewaybridge.maven;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.goals.AppRun;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.running.ListenAddress;

/**
 * Compiles the project and runs its app on an embedded container, until Ctrl-C. A folder of Python
 * modules needs no POM; in a build of many modules, that of the module which has an app.
 */
@Mojo(
    name = "run",
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    aggregator = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters.
public final class RunMojo extends ServerMojo {
  private static final PrintStream OUT = plainOutput();

  /** The address to listen on. */
  @Parameter(property = "gateway.host", defaultValue = "127.0.0.1")
  private String host;

  /** The port to listen on; 0 for a free one. */
  @Parameter(property = "gateway.port", defaultValue = "8080")
  private int port;

  /** The context path of the app. */
  @Parameter(property = "gateway.contextPath", defaultValue = "/")
  private String contextPath;

  /** The port on 127.0.0.1 where a debugger can attach; none if 0. */
  @Parameter(property = "gateway.debugPort", defaultValue = "0")
  private int debugPort;

  /** Whether the server waits for the debugger before it starts. */
  @Parameter(property = "gateway.debugSuspend", defaultValue = "false")
  private boolean debugSuspend;

  /** Whether the app is opened in a browser once it answers. */
  @Parameter(property = "gateway.openBrowser", defaultValue = "false")
  private boolean openBrowser;

  /** Whether a Python app is loaded again when one of its sources changes; a Java app is not. */
  @Parameter(property = "gateway.reload", defaultValue = "false")
  private boolean reload;

  @Override
  void run(WarInputs inputs) throws IOException {
    new AppRun(new ListenAddress(host, port, contextPath), debugger(), openBrowser, reload)
        .run(inputs, this::launch, RunMojo::print, log());
  }

  // Plain lines, for scripts and for users who call Maven with -q.
  private static void print(String line) {
    OUT.println(line);
  }

  // Maven 4 turns what goes to System.out into log lines with a prefix, and drops them under -q.
  private static PrintStream plainOutput() {
    return System.out.getClass().getName().startsWith("org.apache.maven.")
        ? new PrintStream(
            new FileOutputStream(FileDescriptor.out),
            true,
            Charset.forName(System.getProperty("native.encoding", "UTF-8")))
        : System.out;
  }

  private List<String> debugger() {
    ListenAddress.requirePort("debugPort", debugPort, "none");
    return debugPort == 0
        ? List.of()
        : List.of(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend="
                + (debugSuspend ? "y" : "n")
                + ",address=127.0.0.1:"
                + debugPort);
  }
}
