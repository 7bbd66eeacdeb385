package org.gatewaybridge.compat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;
import org.gatewaybridge.containers.User;

/**
 * One kind of container that runs the site: two processes, one with the {@code /*} mounts, one with
 * the {@code /w/*} mounts.
 */
public interface RunningContainer {

  /** Returns which container it is. */
  Container container();

  /** Returns its id: {@code tomcat11}, {@code jetty12.1} and so on. */
  default String id() {
    return container().id();
  }

  /** Returns its version: {@code 11.0.25}. */
  default String version() {
    return container().version();
  }

  /** Finds the app at a mount; the process of its mapping is started when it is first asked for. */
  Mounted at(Mount mount);

  /** Starts one more process of this container, as {@link Launcher#start} does. */
  ServerProcess start(Map<String, Path> wars);

  /** Does the same with settings, as {@link Launcher#with} takes them. */
  ServerProcess start(Map<String, Path> wars, Map<String, String> settings);

  /** Does the same with settings, and options of the JVM as {@link Launcher#withJvm} takes them. */
  ServerProcess start(Map<String, Path> wars, Map<String, String> settings, List<String> jvm);

  /** Does the same with somebody whom the container knows, as {@link Launcher#with} does. */
  ServerProcess start(Map<String, Path> wars, User user);

  /**
   * Does the same with variables of the environment, and parameters of each context as {@link
   * Launcher#withContextParameters} takes them.
   */
  ServerProcess start(
      Map<String, Path> wars,
      Map<String, String> environment,
      Map<String, String> contextParameters);

  /** Does the same for WARs that may not deploy, as {@link Launcher#startUnchecked} does. */
  ServerProcess startUnchecked(Map<String, Path> wars);

  /**
   * Finds the process that several cases share: it is started when it is first asked for, and
   * stopped when this container is.
   */
  ServerProcess shared(String name, Supplier<ServerProcess> start);

  /** Leaves a shared process to the caller, who stops it; who asks for it next gets another. */
  void handOver(String name);
}
