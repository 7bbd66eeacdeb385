package org.gatewaybridge.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client, which keeps what it is told. */
final class SocketClient implements WebSocket.Listener {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private int bytes;

  WebSocket connect(EmbeddedServer server, String path, String... subprotocols) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (subprotocols.length > 0) {
      builder.subprotocols(subprotocols[0]);
    }
    return builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), this).join();
  }

  /** Returns the next thing that it was told. */
  String next() throws InterruptedException {
    String next = told.poll(20, TimeUnit.SECONDS);
    return next == null ? "nothing" : next;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      told.add(text.length() > 100 ? "text of " + text.length() : text.toString());
      text.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    bytes += part.remaining();
    if (last) {
      told.add("binary of " + bytes);
      bytes = 0;
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    told.add("closed " + code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    told.add("error " + error);
  }

  /** Asks for a WebSocket by raw bytes; returns the head of the answer. */
  static String handshake(int port, String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request =
          """
          GET %s HTTP/1.1\r
          Host: 127.0.0.1\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          \r
          """
              .formatted(target);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      for (int next = 0; next >= 0 && head.indexOf("\r\n\r\n") < 0; ) {
        next = socket.getInputStream().read();
        head.append((char) next);
      }
      return head.toString();
    }
  }
}
