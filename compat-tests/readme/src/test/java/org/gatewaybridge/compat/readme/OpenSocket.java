package org.gatewaybridge.compat.readme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A WebSocket to a server, opened as a page of that server does. */
final class OpenSocket implements AutoCloseable {
  private static final long MOST = 60;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  /**
   * Opens a WebSocket.
   *
   * @param server its address, which ends with a slash
   * @param path relative to that
   */
  OpenSocket(URI server, String path)
      throws ExecutionException, InterruptedException, TimeoutException {
    URI address = URI.create(server.resolve(path).toString().replaceFirst("http", "ws"));
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Origin", server.resolve("/").toString().replaceFirst("/$", ""))
            .buildAsync(address, new Texts())
            .get(MOST, TimeUnit.SECONDS);
  }

  void send(String text) throws ExecutionException, InterruptedException, TimeoutException {
    socket.sendText(text, true).get(MOST, TimeUnit.SECONDS);
  }

  /** Returns the next message. */
  String receive() throws InterruptedException {
    String text = received.poll(MOST, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("No message has come within " + MOST + " s");
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    socket.abort();
  }

  private final class Texts implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    @SuppressWarnings("NullAway") // null: the listener is done with the data
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
