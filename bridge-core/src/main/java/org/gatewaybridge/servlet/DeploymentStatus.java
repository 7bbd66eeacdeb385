package org.gatewaybridge.servlet;

import java.util.Map;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.operation.AppFigures;
import org.gatewaybridge.operation.GatewayStatus;
import org.gatewaybridge.operation.SocketFigures;
import org.gatewaybridge.timeouts.InFlight;
import org.gatewaybridge.websocket.OpenSockets;

/** What listeners may ask a deployment at any time. */
record DeploymentStatus(
    String contextPath, GatewayApp app, InFlight calls, Health healthCheck, OpenSockets sockets)
    implements GatewayStatus {
  @Override
  public int callsUnderWay() {
    return calls.count();
  }

  @Override
  public int threadsLeftBehind() {
    return calls.leftBehind();
  }

  @Override
  public String health() {
    return healthCheck.readiness().text();
  }

  @Override
  public int socketsOpen() {
    return sockets.count();
  }

  @Override
  public long socketsOpened() {
    return sockets.everOpened();
  }

  @Override
  public SocketFigures socketFigures() {
    return sockets.figures();
  }

  @Override
  public Map<String, Long> appFigures() {
    return app instanceof AppFigures figures ? figures.figures() : Map.of();
  }

  @Override
  public Map<String, String> appFacts() {
    return app instanceof AppFigures figures ? figures.facts() : Map.of();
  }
}
