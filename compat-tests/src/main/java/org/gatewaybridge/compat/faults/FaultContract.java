package org.gatewaybridge.compat.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gatewaybridge.compat.Mount;
import org.gatewaybridge.compat.Mounted;
import org.gatewaybridge.compat.OnContainer;
import org.gatewaybridge.compat.suite.Caller;
import org.gatewaybridge.compat.suite.WarVariant;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all rows have that are measured on a container. */
@ExtendWith(Recorder.class)
public interface FaultContract extends OnContainer {
  /** How long what many clients do may take. */
  Duration PATIENCE = Duration.ofMinutes(10);

  /** The compat app in the process that all rows of a class share. */
  default Caller gateway() {
    return new Caller(container().at(Mount.CONTEXT));
  }

  /** The app at a context path of another process. */
  default Caller at(ServerProcess server, String contextPath) {
    return new Caller(new Mounted(contextPath, server));
  }

  /** The compat app's WAR, and a folder for its variants. */
  default WarVariant war() throws IOException {
    Path work = Path.of(System.getProperty("compat.work", "target/containers"));
    return new WarVariant(
        Path.of(System.getProperty("compat.app", "")),
        Files.createTempDirectory(work, container().id() + "-faults-"));
  }
}
