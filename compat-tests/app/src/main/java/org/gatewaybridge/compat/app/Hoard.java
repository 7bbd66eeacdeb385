package org.gatewaybridge.compat.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.StartResponse;

/** Takes memory until there is none. */
final class Hoard implements GatewayApp {
  private static final int PIECE = 1 << 20;

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    List<byte[]> hoard = new ArrayList<>();
    while (hoard.size() < Integer.MAX_VALUE) {
      hoard.add(new byte[PIECE]);
    }
    return hoard;
  }
}
