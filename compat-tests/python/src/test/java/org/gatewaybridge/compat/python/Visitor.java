package org.gatewaybridge.compat.python;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.gatewaybridge.containers.ServerProcess;

/** A client with cookies, of one app. */
final class Visitor {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final ServerProcess server;
  private final String contextPath;

  Visitor(ServerProcess server, String contextPath) {
    this.server = server;
    this.contextPath = contextPath;
  }

  String contextPath() {
    return contextPath;
  }

  URI address(String path) {
    return URI.create("http://" + server.host() + ":" + server.port() + contextPath + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }
}
