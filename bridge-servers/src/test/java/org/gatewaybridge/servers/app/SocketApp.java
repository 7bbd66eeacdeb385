package org.gatewaybridge.servers.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.api.WebSocketRequest;

/** Accepts every WebSocket and does what its texts say. */
public final class SocketApp implements GatewayApp {
  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    String path = String.valueOf(environ.get(EnvironKeys.PATH_INFO));
    if (!(environ.get(EnvironKeys.WEBSOCKET) instanceof WebSocketRequest asked)) {
      startResponse.start("200 OK", Headers.of("Content-Type", "text/plain"));
      return List.of(("plain " + path).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    if (path.equals("/denied")) {
      startResponse.start("401 Unauthorized", Headers.of("WWW-Authenticate", "Basic realm=x"));
      return Bodies.empty();
    }
    if (path.equals("/greets")) {
      return asked.accept(SocketApp::greet);
    }
    String thread = Thread.currentThread().getName();
    List<Map.Entry<String, String>> headers = Headers.of("X-Thread", thread);
    if (asked.subprotocols().contains("chat")) {
      headers = Headers.plus(headers, "Sec-WebSocket-Protocol", "chat");
    }
    return asked.accept(SocketApp::talk, headers);
  }

  private static void greet(WebSocket socket) throws IOException, InterruptedException {
    AtomicInteger running =
        (AtomicInteger)
            System.getProperties().computeIfAbsent("socket.greeting", key -> new AtomicInteger());
    running.incrementAndGet();
    try {
      socket.send("hello");
      while (socket.receive() != null) {}
    } finally {
      running.decrementAndGet();
    }
  }

  private static void talk(WebSocket socket) throws IOException, InterruptedException {
    for (WebSocketMessage message = socket.receive(); message != null; message = socket.receive()) {
      String said = message.isText() ? message.text() : "";
      switch (said) {
        case "close" -> socket.close(4001, "as you wish");
        case "return" -> {
          return;
        }
        case "throw" -> throw new IllegalStateException("as you wish");
        case "sleep" -> Thread.sleep(10_000);
        default -> socket.send(message);
      }
    }
    System.setProperty("socket.closed", socket.closeCode() + socket.closeReason());
  }
}
