package org.gatewaybridge.benchmarks.peers.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServletHttpHandlerAdapter;
import reactor.core.publisher.Mono;

/** Spring's reactive HTTP on a servlet container: a bare HttpHandler, without WebFlux above it. */
public class HelloServlet extends ServletHttpHandlerAdapter {

  public HelloServlet() {
    super(HelloServlet::hello);
  }

  private static Mono<Void> hello(ServerHttpRequest request, ServerHttpResponse response) {
    byte[] body = ("Hello from " + request.getPath().value() + "\n").getBytes(UTF_8);
    HttpHeaders headers = response.getHeaders();
    headers.set(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
    headers.setContentLength(body.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
