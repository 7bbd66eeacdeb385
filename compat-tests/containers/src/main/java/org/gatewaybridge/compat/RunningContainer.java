package org.gatewaybridge.compat;

import java.nio.file.Path;
import java.util.Map;
import org.gatewaybridge.containers.Container;
import org.gatewaybridge.containers.Launcher;
import org.gatewaybridge.containers.ServerProcess;

/**
 * One kind of container that runs the site: two processes, one with the {@code /*} mounts, one with
 * the {@code /w/*} mounts.
 */
public interface RunningContainer {

  /** Says which it is. */
  Container container();

  /** Says its id: {@code tomcat11}, {@code jetty12.1} and so on. */
  default String id() {
    return container().id();
  }

  /** Says its version: {@code 11.0.25}. */
  default String version() {
    return container().version();
  }

  Mounted at(Mount mount);

  /** Starts one more process of this container, as {@link Launcher#start} does. */
  ServerProcess start(Map<String, Path> wars);

  /** Does the same with settings, as {@link Launcher#with} takes them. */
  ServerProcess start(Map<String, Path> wars, Map<String, String> settings);

  /** Does the same for WARs that may not deploy, as {@link Launcher#startUnchecked} does. */
  ServerProcess startUnchecked(Map<String, Path> wars);
}
