package org.gatewaybridge.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * The address of a server and its app.
 *
 * @param port 0 for a free one
 * @param contextPath {@code /}, or such as {@code /shop}
 */
public record ListenAddress(String host, int port, String contextPath) {

  // Containers and clients read other characters in different ways.
  private static final String PATH = "/|(/(?!\\.{1,2}(/|$))[\\p{L}\\p{N}._~!$&'()+,=:@-]+)+";

  /**
   * Checks the values.
   *
   * @throws LaunchFailed if one is wrong
   */
  public ListenAddress {
    requirePort("port", port, "a free one");
    if (!contextPath.matches(PATH)) {
      throw new LaunchFailed(
          "contextPath (gateway.contextPath) is \""
              + contextPath
              + "\"; give / or a path such as /shop");
    }
  }

  /**
   * Checks the number of a port.
   *
   * @param zero what 0 stands for
   * @throws LaunchFailed if it is none
   */
  public static void requirePort(String parameter, int port, String zero) {
    if (port < 0 || port > 65535) {
      throw new LaunchFailed(
          parameter
              + " (gateway."
              + parameter
              + ") is "
              + port
              + "; give 1 to 65535, or 0 for "
              + zero);
    }
  }

  /** Returns the app's address on a server, ending in a slash. */
  URI address(String server) {
    return URI.create(server + (contextPath.equals("/") ? "" : contextPath) + "/");
  }

  /** Checks that the port is free before anything is started. */
  public void requireFreePort() {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      assert socket.isBound();
    } catch (UnknownHostException e) {
      throw new LaunchFailed("host (gateway.host) \"" + host + "\" is unknown; use 127.0.0.1", e);
    } catch (IOException e) {
      throw new LaunchFailed(
          "Port "
              + port
              + " on "
              + host
              + " (gateway.port) cannot be had: "
              + e.getMessage()
              + (port == 0
                  ? ". Give an address of this machine with -Dgateway.host"
                  : ". Stop what uses it, or take a free one with -Dgateway.port=0"),
          e);
    }
  }
}
