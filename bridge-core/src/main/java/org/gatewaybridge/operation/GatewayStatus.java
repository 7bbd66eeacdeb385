package org.gatewaybridge.operation;

import java.util.Map;

/** The state of a deployment, now. */
public interface GatewayStatus {
  /** Returns the context path, "" at the root. */
  String contextPath();

  /** Returns how many calls of the app are under way. */
  int callsUnderWay();

  /** Returns how many threads hang in calls that were answered without them. */
  int threadsLeftBehind();

  /** Returns what gateway.health answers: ready, draining or failed. */
  String health();

  /** Returns how many WebSockets are open. */
  default int socketsOpen() {
    return 0;
  }

  /** Returns how many WebSockets were opened. */
  default long socketsOpened() {
    return 0;
  }

  /** Returns what all WebSockets have done. */
  default SocketFigures socketFigures() {
    return SocketFigures.NONE;
  }

  /** Returns the app's own figures by name, none unless it is an {@link AppFigures}. */
  default Map<String, Long> appFigures() {
    return Map.of();
  }

  /** Returns what the app tells about itself by name, as {@link AppFigures#facts} has it. */
  default Map<String, String> appFacts() {
    return Map.of();
  }
}
