package org.gatewaybridge.servlet.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** What is agreed on in every handshake of a deployment. */
abstract class AgreedConfigurator extends ServerEndpointConfig.Configurator {
  private static final String DEFLATE = "permessage-deflate";

  private final boolean compression;

  AgreedConfigurator(boolean compression) {
    this.compression = compression;
  }

  /** Agrees to compression once if it is wanted: a client may offer it in several forms. */
  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    boolean able = installed.stream().anyMatch(one -> one.getName().equals(DEFLATE));
    return compression && able
        ? requested.stream().filter(one -> one.getName().equals(DEFLATE)).limit(1).toList()
        : List.of();
  }

  /** The gateway has checked it before the app was asked. */
  @Override
  public boolean checkOrigin(String origin) {
    return true;
  }
}
