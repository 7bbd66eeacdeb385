package org.gatewaybridge.compat.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatewaybridge.compat.wire.Field;
import org.gatewaybridge.compat.wire.RawRequest;
import org.jspecify.annotations.Nullable;

/** A WebSocket by the JDK's own client; what comes is told in words. */
public final class JdkWebSocket implements WebSocket.Listener {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable WebSocket socket;

  private JdkWebSocket() {}

  /** Opens one for a request of the app, without what asks for a WebSocket. */
  static JdkWebSocket open(Caller caller, RawRequest request, String... subprotocols)
      throws IOException {
    URI address = URI.create("ws://" + caller.authority() + request.target());
    return open(address, request.fields(), subprotocols);
  }

  /** Opens one with those headers beside the client's own. */
  public static JdkWebSocket open(URI address, List<Field> headers, String... subprotocols)
      throws IOException {
    JdkWebSocket opened = new JdkWebSocket();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    for (Field field : headers) {
      if (!field.name().equals("Host")) {
        builder.header(field.name(), field.value());
      }
    }
    if (subprotocols.length > 0) {
      List<String> all = List.of(subprotocols);
      builder.subprotocols(all.get(0), all.subList(1, all.size()).toArray(new String[0]));
    }
    try {
      opened.socket = builder.buildAsync(address, opened).join();
      return opened;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw e;
    }
  }

  /** Returns the status with which a handshake is refused; empty if it is not. */
  static Optional<Integer> refusal(Caller caller, RawRequest request) throws IOException {
    URI address = URI.create("ws://" + caller.authority() + request.target());
    return refusal(address, request.fields());
  }

  /** Returns the same of a handshake with those headers. */
  public static Optional<Integer> refusal(URI address, List<Field> headers) throws IOException {
    try {
      open(address, headers).socket().abort();
      return Optional.empty();
    } catch (WebSocketHandshakeException refused) {
      return Optional.of(refused.getResponse().statusCode());
    }
  }

  /** Returns the client's own socket, for what is sent. */
  public WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }

  /** Waits for what comes next: text, bytes, ping, pong, closed or failed, and what it holds. */
  public String next() throws InterruptedException {
    String event = events.poll(10, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("silence");
    }
    return event;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      events.add("text " + text);
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] some = new byte[data.remaining()];
    data.get(some);
    bytes.writeBytes(some);
    if (last) {
      events.add("bytes " + bytes.toString(ISO_8859_1));
      bytes.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
    events.add("pong " + ISO_8859_1.decode(data));
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    events.add(("closed " + code + " " + reason).strip());
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    events.add("failed " + failure);
  }
}
