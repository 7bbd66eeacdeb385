package org.gatewaybridge.compat.python;

import io.restassured.RestAssured;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.gatewaybridge.containers.ServerProcess;

/** A visitor of one app, who keeps its cookies. */
final class Visitor {
  private final CookieFilter cookies = new CookieFilter();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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

  /** Begins a request below the context path, whose redirect is not followed. */
  RequestSpecification given() {
    return RestAssured.given()
        .filter(cookies)
        .baseUri(address("").toString())
        .redirects()
        .follow(false);
  }

  /** Returns the status of a page, asked for without cookies. */
  int status(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address(path)).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  /** Posts a body with its length, without which Django takes no files; returns the answer's. */
  String post(String path, String contentType, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** Opens a body that is read while it comes. */
  HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofInputStream());
  }
}
