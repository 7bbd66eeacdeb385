package org.gatewaybridge.compat.app;

import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;

/** A factory that always fails. */
public final class Unmakeable implements GatewayAppFactory {
  @Override
  public GatewayApp create(Map<String, String> initParameters) {
    throw Failures.raise("RuntimeException");
  }
}
