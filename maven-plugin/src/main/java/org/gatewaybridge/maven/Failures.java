package org.gatewaybridge.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.gatewaybridge.goals.GoalFailed;
import org.gatewaybridge.packaging.archive.Messages;
import org.gatewaybridge.packaging.archive.PackagingRefused;
import org.gatewaybridge.running.LaunchFailed;
import org.gatewaybridge.wartemplate.WebXmlRefused;

/** Turns the failures of a goal's work into Maven's two exceptions. */
final class Failures {
  private Failures() {}

  /** The work of a goal. */
  @FunctionalInterface
  interface Work {
    void run() throws MojoExecutionException, MojoFailureException, IOException;
  }

  /**
   * Runs the work.
   *
   * @param what what cannot be done if a file cannot be read or written, such as {@code Cannot
   *     package com.acme:shop}; empty for the reason alone
   */
  static void translated(String what, Work work)
      throws MojoExecutionException, MojoFailureException {
    try {
      work.run();
    } catch (PackagingRefused | WebXmlRefused | LaunchFailed | GoalFailed e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (Artifacts.Unresolved e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (IOException e) {
      throw failure(what, e);
    } catch (UncheckedIOException e) {
      throw failure(what, Objects.requireNonNull(e.getCause()));
    }
  }

  private static MojoExecutionException failure(String what, IOException e) {
    return new MojoExecutionException(
        what.isEmpty() ? e.getMessage() : what + ": " + Messages.reason(e), e);
  }
}
