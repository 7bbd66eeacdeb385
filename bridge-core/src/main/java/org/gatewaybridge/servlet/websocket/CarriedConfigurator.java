package org.gatewaybridge.servlet.websocket;

import java.util.List;

/** The handshakes of requests that carry what the app has accepted. */
final class CarriedConfigurator extends AgreedConfigurator {
  CarriedConfigurator(boolean compression) {
    super(compression);
  }

  /** Returns the one that the request still shows. */
  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return requested.isEmpty() ? "" : requested.get(0);
  }

  @Override
  public <T> T getEndpointInstance(Class<T> type) {
    return type.cast(new CarriedEndpoint());
  }
}
