package org.gatewaybridge.compat.recipes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of HTTP/2 over TLS. */
record Http2Visitor(Proxy proxy) {

  /** What its requests say as their host. */
  String authority() {
    return "127.0.0.1:" + proxy.site().https();
  }

  /**
   * Asks the compat app, by headers of it: name, value, name, value.
   *
   * @throws IOException if the answer does not come, or is cut
   */
  HttpResponse<String> ask(String... headers) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(proxy.site().certificate().trust())
            .version(HttpClient.Version.HTTP_2)
            .build();
    return client.send(
        HttpRequest.newBuilder(URI.create("https://" + authority() + "/x"))
            .headers(headers)
            .build(),
        BodyHandlers.ofString());
  }
}
