package org.gatewaybridge.running;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How to start an embedded server.
 *
 * @param java the JDK's launcher
 * @param classPath bridge-servers, and the jars of the container
 * @param war a WAR, packed or exploded
 * @param listen where it answers
 * @param startTimeout how long it may take until it answers
 */
public record ServerLaunch(
    Path java,
    List<String> jvmArgs,
    Map<String, String> systemProperties,
    Map<String, String> environment,
    Path workingDirectory,
    List<Path> classPath,
    String container,
    Path war,
    Listen listen,
    Duration startTimeout) {

  ProcessBuilder process() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmArgs);
    systemProperties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add("org.gatewaybridge.servers.Main");
    command.addAll(List.of("--server", container, "--war", war.toString()));
    command.addAll(List.of("--host", listen.host(), "--port", String.valueOf(listen.port())));
    command.addAll(List.of("--context-path", listen.contextPath(), "--exit-with-parent"));
    ProcessBuilder process = new ProcessBuilder(command);
    process.directory(workingDirectory.toFile());
    process.environment().putAll(environment);
    return process.redirectErrorStream(true);
  }
}
