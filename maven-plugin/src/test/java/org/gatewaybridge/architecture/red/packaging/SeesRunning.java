package org.gatewaybridge.architecture.red.packaging;

import org.gatewaybridge.architecture.red.running.SeesPackaging;

public final class SeesRunning {
  SeesPackaging running() {
    return new SeesPackaging();
  }
}
