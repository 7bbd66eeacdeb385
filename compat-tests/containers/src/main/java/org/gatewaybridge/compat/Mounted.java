package org.gatewaybridge.compat;

import java.net.URI;
import org.gatewaybridge.containers.ServerProcess;

/**
 * The app as it is reached at one mount.
 *
 * @param scriptName context path and servlet path
 */
public record Mounted(String scriptName, ServerProcess server) {

  /** Makes it of one of the usual mounts. */
  public Mounted(Mount mount, ServerProcess server) {
    this(mount.scriptName(), server);
  }

  /** Returns the address of the mount, without a slash at its end. */
  public URI base() {
    return uri("");
  }

  /** Returns the address of a path below the mount; path and query are taken as they are. */
  public URI uri(String path) {
    return URI.create("http://" + server.host() + ":" + server.port() + target(path));
  }

  /** Returns the request target of a path below the mount, for a raw socket. */
  public String target(String path) {
    return scriptName + path;
  }
}
