package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.Log;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all rows have that are measured on a container. */
@ExtendWith(Recorder.class)
public interface FaultContract extends OnContainer {
  /** How long what many clients do may take. */
  Duration PATIENCE = Duration.ofMinutes(10);

  /** The suite's containers do without the compiler that a server has. */
  List<String> AS_A_SERVER = List.of("-XX:TieredStopAtLevel=4");

  /** The compat app in the process that all rows of a class share. */
  default Caller gateway() {
    return new Caller(container().at(Mount.CONTEXT));
  }

  /** The app at a context path of another process. */
  default Caller at(ServerProcess server, String contextPath) {
    return new Caller(new Mounted(contextPath, server));
  }

  /** Returns whether the container deploys what comes or changes while it runs. */
  default boolean redeploys() {
    return !container().container().recipe().equals("undertow");
  }

  /** Counts the lines of the shared process's log that are errors. */
  default int errors() {
    return (int)
        Log.of(gateway()).lines("").stream()
            .filter(line -> line.matches(".*\\b(ERROR|SEVERE)\\b.*"))
            .count();
  }

  /** The compat app's WAR as it is. */
  default Path app() {
    return Path.of(System.getProperty("compat.app", ""));
  }

  /** The compat app's WAR, and a folder for its variants. */
  default WarVariant war() throws IOException {
    Path work = Path.of(System.getProperty("compat.work", "target/containers"));
    return new WarVariant(app(), Files.createTempDirectory(work, container().id() + "-faults-"));
  }
}
