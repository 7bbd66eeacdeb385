package org.gatewaybridge.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client that begins with HTTP/1.1 unless told otherwise. */
final class Call {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Call() {}

  static String body(EmbeddedServer server, String target)
      throws IOException, InterruptedException {
    return get(server, target).body();
  }

  static HttpResponse<String> get(EmbeddedServer server, String target)
      throws IOException, InterruptedException {
    return CLIENT.send(request(server, target).build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  static HttpRequest.Builder request(EmbeddedServer server, String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
        .version(HttpClient.Version.HTTP_1_1);
  }
}
