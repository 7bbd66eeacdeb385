package org.gatewaybridge.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gatewaybridge.api.EnvironKeys;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.WebSocketApp;
import org.gatewaybridge.api.WebSocketMessage;
import org.gatewaybridge.websocket.EventWebSocketRequest;
import org.gatewaybridge.websocket.SocketEvents;
import org.gatewaybridge.websocket.SocketSession;
import org.jspecify.annotations.Nullable;

/** A client's WebSocket without a server: what the app sends is noted in its order. */
final class FakeClient implements EventWebSocketRequest, SocketSession {
  private static final List<byte[]> ACCEPTED = List.of();
  private static final int SECONDS = 20;

  private final LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
  private final Queue<Consumer<@Nullable Throwable>> unsent = new ArrayDeque<>();
  private final List<String> headers = new ArrayList<>();
  private @Nullable SocketEvents events;
  private boolean isSlow;
  private boolean isClosed;
  private String status = "";

  /** Asks for a socket, and opens it if the app accepts. */
  static FakeClient open(GatewayApp app, String path, String... subprotocols) throws Exception {
    FakeClient client = ask(app, path, subprotocols);
    assertThat(client.status).as("the app's denial").isEmpty();
    client.events().opened(client);
    return client;
  }

  /** Asks for a socket; the server has not switched the connection yet. */
  static FakeClient ask(GatewayApp app, String path, String... subprotocols) throws Exception {
    FakeClient client = new FakeClient();
    Map<String, Object> environ = new HashMap<>();
    environ.put("REQUEST_METHOD", "GET");
    environ.put("SCRIPT_NAME", "");
    environ.put("PATH_INFO", path);
    environ.put("REQUEST_URI", path);
    environ.put("SERVER_PROTOCOL", "HTTP/1.1");
    environ.put("wsgi.url_scheme", "http");
    environ.put(EnvironKeys.WEBSOCKET, client);
    if (subprotocols.length > 0) {
      environ.put("HTTP_SEC_WEBSOCKET_PROTOCOL", String.join(", ", subprotocols));
    }
    Iterable<byte[]> body =
        app.call(
            environ,
            (status, headers, excInfo) -> {
              client.status = status;
              headers.forEach(header -> client.headers.add(header.toString()));
              return chunk -> {};
            });
    if (body != ACCEPTED) {
      StringBuilder text = new StringBuilder(client.status);
      body.forEach(chunk -> text.append('|').append(new String(chunk, ISO_8859_1)));
      client.status = text.toString();
      if (body instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
    return client;
  }

  /** Returns the answer that the app has given in place of a socket. */
  String status() {
    return status;
  }

  List<String> headers() {
    return headers;
  }

  SocketEvents events() {
    SocketEvents accepted = events;
    if (accepted == null) {
      throw new AssertionError("The app has not accepted");
    }
    return accepted;
  }

  // -- what the client does --

  void text(String text) throws Exception {
    events().message(WebSocketMessage.of(text));
  }

  void binary(byte... bytes) throws Exception {
    events().message(WebSocketMessage.of(bytes));
  }

  /** Does not take another message until it is asked to. */
  synchronized void isSlow(boolean slow) {
    isSlow = slow;
    while (!slow && !unsent.isEmpty()) {
      unsent.remove().accept(null);
    }
  }

  /** Ends the socket, as a client's close frame or the loss of its connection does. */
  void end(int code, String reason) {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    events().closed(code, reason);
  }

  /** Returns the next thing that the app has sent. */
  String next() throws InterruptedException {
    String next = got.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("what the app sends within " + SECONDS + " s").isNotNull();
    return next;
  }

  int waiting() {
    return got.size();
  }

  // -- the server's side --

  @Override
  public List<String> subprotocols() {
    return List.of();
  }

  @Override
  public Iterable<byte[]> accept(WebSocketApp app, List<Map.Entry<String, String>> added) {
    throw new AssertionError("A Python app accepts by events");
  }

  @Override
  public Iterable<byte[]> accept(SocketEvents its, List<Map.Entry<String, String>> added) {
    events = its;
    added.forEach(header -> headers.add(header.toString()));
    return ACCEPTED;
  }

  @Override
  public void send(WebSocketMessage message, Consumer<@Nullable Throwable> sent) {
    got.add(message.isText() ? "text " + message.text() : "binary " + message.bytes().length);
    synchronized (this) {
      if (isSlow) {
        unsent.add(sent);
        return;
      }
    }
    sent.accept(null);
  }

  @Override
  public void close(int code, String reason) {
    synchronized (this) {
      if (isClosed) {
        return;
      }
    }
    got.add(("close " + code + " " + reason).strip());
    end(code, reason);
  }

  @Override
  public boolean pause(boolean now) {
    return false;
  }
}
