package org.gatewaybridge.compat;

import java.net.URI;
import org.gatewaybridge.containers.ServerProcess;

/** The app as it is reached at one mount. */
public record Mounted(Mount mount, ServerProcess server) {

  /** Says the address of the mount, without a slash at its end. */
  public URI base() {
    return uri("");
  }

  /** Says the address of a path below the mount; path and query are taken as they are. */
  public URI uri(String path) {
    return URI.create("http://" + server.host() + ":" + server.port() + target(path));
  }

  /** Says the request target of a path below the mount, for a raw socket. */
  public String target(String path) {
    return mount.scriptName() + path;
  }
}
