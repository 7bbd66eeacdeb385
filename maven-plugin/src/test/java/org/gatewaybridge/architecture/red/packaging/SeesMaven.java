package org.gatewaybridge.architecture.red.packaging;

import org.apache.maven.plugin.MojoExecutionException;

final class SeesMaven {
  MojoExecutionException maven() {
    return new MojoExecutionException("red");
  }
}
