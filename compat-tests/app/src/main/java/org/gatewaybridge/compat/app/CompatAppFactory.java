package org.gatewaybridge.compat.app;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;

/**
 * Makes the app of a deployment, and counts how often it is asked to: {@code compat.load-millis}
 * late if the deployment says so, and never if it says {@code compat.load-fails}.
 */
public final class CompatAppFactory implements GatewayAppFactory {
  private static final AtomicInteger CREATED = new AtomicInteger();

  @Override
  public GatewayApp create(Map<String, String> initParameters) throws InterruptedException {
    Thread.sleep(Long.parseLong(initParameters.getOrDefault("compat.load-millis", "0")));
    if (initParameters.containsKey("compat.load-fails")) {
      throw new IllegalStateException("This deployment says compat.load-fails");
    }
    return new CompatApp(initParameters, CREATED.getAndIncrement());
  }
}
