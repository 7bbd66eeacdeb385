package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;
import org.gatewaybridge.api.WebSocket;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.api.WebSocketRequest;

/** A chat with one room: a page, and a WebSocket for each browser that shows it. */
public final class Chat implements GatewayApp {
  private final Set<WebSocket> room = ConcurrentHashMap.newKeySet();
  private final byte[] page;

  public Chat() throws IOException {
    try (InputStream file = Chat.class.getResourceAsStream("chat.html")) {
      page = file.readAllBytes();
    }
  }

  @Override
  public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
    if (environ.get(EnvironKeys.WEBSOCKET) instanceof WebSocketRequest request) {
      return request.accept(this::chat);
    }
    startResponse.start("200 OK", Headers.of("Content-Type", "text/html; charset=utf-8"));
    return Bodies.of(page);
  }

  /** Runs as long as the socket is open; the socket is closed when it returns. */
  private void chat(WebSocket socket) throws IOException, InterruptedException {
    room.add(socket);
    try {
      for (WebSocketMessage message; (message = socket.receive()) != null; ) {
        sendToAll(message);
      }
    } finally {
      room.remove(socket);
    }
  }

  private void sendToAll(WebSocketMessage message) {
    for (WebSocket member : room) {
      try {
        member.send(message);
      } catch (IOException gone) {
        room.remove(member);
      }
    }
  }
}
