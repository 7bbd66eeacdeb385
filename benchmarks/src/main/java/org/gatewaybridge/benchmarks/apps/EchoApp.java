package org.gatewaybridge.benchmarks.apps;

import java.util.List;
import java.util.Map;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.api.WebSocketRequest;

/** Sends back each message of a WebSocket. */
public final class EchoApp implements GatewayApp {

  /** Made by the bridge, by its name. */
  public EchoApp() {}

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    if (environ.get(EnvironKeys.WEBSOCKET) instanceof WebSocketRequest request) {
      return request.accept(EchoApp::echo);
    }
    startResponse.start("426 Upgrade Required", Headers.of("Upgrade", "websocket"));
    return List.of();
  }

  private static void echo(WebSocket socket) throws Exception {
    for (WebSocketMessage message = socket.receive(); message != null; message = socket.receive()) {
      socket.send(message);
    }
  }
}
