package org.gatewaybridge.comparing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.matrix.ContainerColumn;

/**
 * A container and where it runs.
 *
 * @param home the container's directory
 * @param javaHome the JDK that it runs on
 * @param jdk that JDK's feature version
 * @param work where its processes get their directories and logs
 * @param environment variables that they have beside the inherited ones
 */
public record Installation(
    Container container,
    Path home,
    Path javaHome,
    int jdk,
    Path work,
    Map<String, String> environment) {

  ContainerColumn column() {
    return new ContainerColumn(
        container.id(), container.name(), container.version(), String.valueOf(jdk));
  }

  /** Returns why it cannot be run; empty if it can. */
  Optional<String> obstacle() {
    return container.obstacle(jdk);
  }

  String words() {
    return container.name() + " " + container.version() + " on JDK " + jdk;
  }
}
