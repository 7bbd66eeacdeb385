package org.gatewaybridge.compat.app;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;

/** Makes the app of a deployment, and counts how often it is asked to. */
public final class CompatAppFactory implements GatewayAppFactory {
  private static final AtomicInteger CREATED = new AtomicInteger();

  @Override
  public GatewayApp create(Map<String, String> initParameters) {
    return new CompatApp(initParameters, CREATED.getAndIncrement());
  }
}
