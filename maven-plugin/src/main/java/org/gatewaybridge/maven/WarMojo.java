package org.gatewaybridge.maven;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Compiles the project and packages its app as a WAR; for the command line, where nothing else
 * needs to be called. In executions, use war-no-fork.
 */
@Mojo(name = "war", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class WarMojo extends WarNoForkMojo {}
