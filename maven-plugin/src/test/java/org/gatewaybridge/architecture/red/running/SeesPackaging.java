package org.gatewaybridge.architecture.red.running;

import org.gatewaybridge.architecture.red.packaging.SeesRunning;

public final class SeesPackaging {
  SeesRunning packaging() {
    return new SeesRunning();
  }
}
