package org.gatewaybridge.maven;

import org.apache.maven.plugin.logging.Log;
import org.gatewaybridge.goals.BuildLog;

/** Maven's log as the output of a build. */
record MojoLog(Log log) implements BuildLog {
  @Override
  public void error(String text) {
    log.error(text);
  }

  @Override
  public void warn(String text) {
    log.warn(text);
  }

  @Override
  public void info(String text) {
    log.info(text);
  }

  @Override
  public void debug(String text) {
    log.debug(text);
  }
}
