package org.gatewaybridge.compat.app;

import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.GatewayAppFactory;

/** Makes the app that is fuzzed, with the fault that {@code fuzz.fault} names, if any. */
public final class FuzzedAppFactory implements GatewayAppFactory {

  @Override
  public GatewayApp create(Map<String, String> initParameters) {
    GatewayApp app = new FuzzedApp(initParameters.getOrDefault("fuzz.mount", ""));
    String fault = initParameters.getOrDefault("fuzz.fault", "none");
    return fault.equals("none") ? app : PlantedFault.of(fault, app);
  }
}
