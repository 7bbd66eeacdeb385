package org.gatewaybridge.maven;

import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.gatewaybridge.packaging.WarInputs;
import org.gatewaybridge.packaging.python.PythonCommand;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command of a Python project, such as manage.py migrate, with the interpreter and the
 * packages of its WAR. Its exit code is the build's.
 */
@Mojo(name = "python")
public final class PythonMojo extends PackagingMojo {
  /** The interpreter's arguments, separated by spaces; -Dargs does the same. */
  @Parameter(property = "gateway.args")
  private @Nullable String args;

  @Override
  void run(WarInputs inputs) throws IOException {
    warnOfServerSettings();
    String line = args == null ? session().getUserProperties().getProperty("args") : args;
    PythonCommand.run(inputs.python(), words("args", line), inputs.work(), getLog()::debug);
  }
}
