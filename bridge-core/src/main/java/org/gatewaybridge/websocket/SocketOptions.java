package org.gatewaybridge.websocket;

import java.util.List;
import java.util.stream.Stream;
import org.gatewaybridge.settings.Settings;

/**
 * The settings of WebSockets, checked.
 *
 * @param maxMessage how many bytes a message of the client may have; 0 for any number
 * @param idleSeconds after how many seconds without a message a socket is closed; 0 for never
 * @param pingSeconds how many seconds lie between pings; 0 for no pings
 * @param compression whether permessage-deflate is agreed to
 * @param threads how many sockets of blocking apps may be open where there are no virtual threads
 */
public record SocketOptions(
    long maxMessage,
    int idleSeconds,
    int pingSeconds,
    boolean compression,
    Origins origins,
    int threads) {

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if one is wrong
   */
  public static SocketOptions of(Settings settings) {
    return new SocketOptions(
        settings.bytes("gateway.websocket.max-message", "1m"),
        settings.seconds("gateway.websocket.idle-timeout", 0),
        settings.seconds("gateway.websocket.ping", 20),
        settings.flag("gateway.websocket.compression", false),
        origins(settings),
        settings.threads("gateway.websocket.threads", 200, 1));
  }

  private static Origins origins(Settings settings) {
    String name = "gateway.websocket.origins";
    List<String> words =
        Stream.of(settings.text(name, "").split("[,\\s]+")).filter(w -> !w.isEmpty()).toList();
    try {
      return Origins.of(words);
    } catch (IllegalArgumentException e) {
      throw settings.wrong(
          name, "origins such as https://shop.example, or * (" + e.getMessage() + ")");
    }
  }
}
