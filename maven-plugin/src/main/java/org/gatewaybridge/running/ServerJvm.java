package org.gatewaybridge.running;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The JVM of a server.
 *
 * @param java the JDK's launcher
 * @param classPath bridge-servers, and the jars of the container
 */
public record ServerJvm(
    Path java,
    List<String> arguments,
    Map<String, String> systemProperties,
    Map<String, String> environment,
    Path workingDirectory,
    List<Path> classPath) {

  /** Returns a process that runs a class. */
  ProcessBuilder process(String main, List<String> mainArguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(arguments);
    systemProperties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(mainArguments);
    ProcessBuilder process = new ProcessBuilder(command);
    process.directory(workingDirectory.toFile());
    process.environment().putAll(environment);
    return process.redirectErrorStream(true);
  }
}
