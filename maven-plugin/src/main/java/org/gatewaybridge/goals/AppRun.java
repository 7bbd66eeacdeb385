package org.gatewaybridge.goals;

import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.ExplodedWar;
import org.gatewaybridge.packaging.archive.WarLayout;
import org.gatewaybridge.packaging.python.PythonInPlace;
import org.gatewaybridge.running.EmbeddedServerProcess;
import org.gatewaybridge.running.ListenAddress;
import org.gatewaybridge.running.ServerSetup;

/**
 * The work of gateway:run: lays the WAR out and runs it until it is stopped.
 *
 * @param listen where the app answers
 * @param jvmArgs arguments of the server's JVM, such as those for a debugger
 * @param openBrowser whether the app is opened in a browser once it answers
 * @param reload whether a Python app is loaded again when one of its sources changes
 */
public record AppRun(
    ListenAddress listen, List<String> jvmArgs, boolean openBrowser, boolean reload) {

  /**
   * Runs an app.
   *
   * @param lines receives the server's own lines, and the one that says that the app answers
   */
  public void run(WarInputs inputs, ServerSetup server, Consumer<String> lines, BuildLog log)
      throws IOException {
    listen.requireFreePort();
    Path war = inputs.work().resolve("run");
    List<String> arguments = new ArrayList<>(jvmArgs);
    arguments.addAll(log.alone(inputs, () -> layOut(inputs, war, log)));
    try (EmbeddedServerProcess process =
        EmbeddedServerProcess.start(server.launch(war, listen, arguments), lines)) {
      lines.accept("Gateway app " + WarAssembly.appName(inputs) + " at " + process.address());
      open(process.address(), log);
      process.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lays the WAR out, and returns the arguments that name the sources which are run in place. */
  private List<String> layOut(WarInputs inputs, Path war, BuildLog log) throws IOException {
    // The server's settings may turn lint on.
    WarLayout layout = log.layout(WarAssembly.withLint(inputs));
    List<String> arguments = new ArrayList<>();
    if (inputs.python().isPresent()) {
      PythonInPlace.without(layout);
      PythonInPlace.properties(inputs.python().get(), inputs.work(), reload, log::debug)
          .forEach((name, value) -> arguments.add("-D" + name + "=" + value));
    }
    new ExplodedWar(war, inputs.work()).update(layout);
    return arguments;
  }

  private void open(URI address, BuildLog log) throws IOException {
    if (openBrowser && Desktop.isDesktopSupported()) {
      Desktop.getDesktop().browse(address);
    } else if (openBrowser) {
      log.warn("There is no desktop to open a browser on (gateway.openBrowser)");
    }
  }
}
