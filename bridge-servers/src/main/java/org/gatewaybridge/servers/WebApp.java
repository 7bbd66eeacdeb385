package org.gatewaybridge.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A WAR and its context path.
 *
 * @param contextPath {@code "/"} for the root, else {@code "/a"} or {@code "/a/b"}
 * @param war a packed file or an exploded directory; it is read and never written
 */
public record WebApp(String contextPath, Path war) {

  /** Checks both. */
  public WebApp {
    boolean root = contextPath.equals("/");
    if (!contextPath.startsWith("/")
        || contextPath.contains("//")
        || (!root && contextPath.endsWith("/"))) {
      throw new IllegalArgumentException(
          "Context path \""
              + contextPath
              + "\" must be / or start with one slash and end without, such as /shop");
    }
    if (!Files.exists(war)) {
      throw new IllegalArgumentException(
          "WAR " + war + " does not exist; build it with gateway:war or gateway:exploded");
    }
    war = war.toAbsolutePath().normalize();
  }

  /** Returns the context path of the Servlet API: empty for the root. */
  String servletContextPath() {
    return contextPath.equals("/") ? "" : contextPath;
  }
}
