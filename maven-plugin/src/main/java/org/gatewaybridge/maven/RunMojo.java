package org.gatewaybridge.maven;

import java.awt.Desktop;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.gatewaybridge.packaging.ExplodedWar;
import org.gatewaybridge.packaging.PythonInPlace;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.WarLayout;
import org.gatewaybridge.running.Listen;
import org.gatewaybridge.running.ServerProcess;

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

  /** Whether a Python app is reloaded when one of its sources changes; a Java app is not. */
  @Parameter(property = "gateway.reload", defaultValue = "false")
  private boolean reload;

  @Override
  void run(WarInputs inputs) throws MojoExecutionException, IOException {
    Listen listen = new Listen(host, port, contextPath);
    listen.requireFreePort();
    Path war = inputs.work().resolve("run");
    List<String> jvmArgs = new ArrayList<>(debugger());
    jvmArgs.addAll(alone(inputs, () -> layOut(inputs, war)));
    try (ServerProcess server = ServerProcess.start(launch(war, listen, jvmArgs), RunMojo::print)) {
      print("Gateway app " + inputs.appName() + " at " + server.address());
      open(server.address());
      server.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lays the WAR out, and returns arguments that name what is run from its own place. */
  private List<String> layOut(WarInputs inputs, Path war) throws IOException {
    WarLayout layout = layout(inputs.withLint()); // which the server's settings may turn on
    List<String> jvmArgs = new ArrayList<>();
    if (inputs.python().isPresent()) {
      PythonInPlace.without(layout);
      PythonInPlace.properties(inputs.python().get(), inputs.work(), reload, getLog()::debug)
          .forEach((name, value) -> jvmArgs.add("-D" + name + "=" + value));
    }
    new ExplodedWar(war, inputs.work()).update(layout);
    return jvmArgs;
  }

  // Plain lines, for scripts and for people who called Maven with -q.
  private static void print(String line) {
    OUT.println(line);
  }

  // Maven 4 makes a log line of whatever goes to System.out, with a prefix, and drops it under -q.
  private static PrintStream plainOutput() {
    return System.out.getClass().getName().startsWith("org.apache.maven.")
        ? new PrintStream(
            new FileOutputStream(FileDescriptor.out),
            true,
            Charset.forName(System.getProperty("native.encoding", "UTF-8")))
        : System.out;
  }

  private List<String> debugger() {
    return debugPort == 0
        ? List.of()
        : List.of(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend="
                + (debugSuspend ? "y" : "n")
                + ",address=127.0.0.1:"
                + debugPort);
  }

  private void open(URI address) throws IOException {
    if (openBrowser && Desktop.isDesktopSupported()) {
      Desktop.getDesktop().browse(address);
    } else if (openBrowser) {
      getLog().warn("There is no desktop to open a browser on (gateway.openBrowser)");
    }
  }
}
