package org.gatewaybridge.running;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Decides how a server is started: on which JDK, with which container and settings. */
@FunctionalInterface
public interface ServerSetup {
  /**
   * Returns how to start a server for a WAR.
   *
   * @param jvmArgs more arguments of the server's JVM
   * @throws LaunchFailed if there is no such container or JDK
   */
  ServerLaunch launch(Path war, ListenAddress listen, List<String> jvmArgs) throws IOException;
}
