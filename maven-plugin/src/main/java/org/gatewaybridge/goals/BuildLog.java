package org.gatewaybridge.goals;

import java.io.IOException;
import org.gatewaybridge.packaging.BuildLock;
import org.gatewaybridge.packaging.WarAssembly;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.archive.WarLayout;

/** The output of a build, by level. */
public interface BuildLog {
  /** Prints an error, which does not end the build by itself. */
  void error(String text);

  /** Prints a warning. */
  void warn(String text);

  /** Prints what users of the build want to know. */
  void info(String text);

  /** Prints what matters only for debugging. */
  void debug(String text);

  /** Lays the WAR out, and prints what may surprise. */
  default WarLayout layout(WarInputs inputs) throws IOException {
    return WarAssembly.assemble(inputs, this::warn, this::info, this::debug);
  }

  /** Generates files in the project's folder while no other build of it does. */
  default <T> T alone(WarInputs inputs, BuildLock.Work<T> work) throws IOException {
    return BuildLock.during(inputs.work(), this::info, work);
  }
}
