package org.gatewaybridge.compat;

import java.nio.file.Path;
import java.util.Map;

/**
 * One kind of container that runs the site: two processes, one with the {@code /*} mounts, one with
 * the {@code /w/*} mounts.
 */
public interface RunningContainer {

  /** Says its name in arquillian.xml: {@code tomcat11}, {@code jetty12.1} and so on. */
  String id();

  String version();

  Mounted at(Mount mount);

  /**
   * Starts one more process of this container, which the caller closes. Returns when every context
   * answers a GET of its servlet mapping's root with something else than 404 and 5xx.
   *
   * @param wars by context path: {@code ""} is the root, else one segment such as {@code /ctx}
   */
  ServerProcess start(Map<String, Path> wars);

  /**
   * Does the same for WARs that may not deploy: returns when the container says that it is up, or
   * has ended by itself.
   */
  ServerProcess startUnchecked(Map<String, Path> wars);
}
