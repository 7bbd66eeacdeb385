package org.gatewaybridge.benchmarks.peers.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** A plain controller, which Micronaut's own initializer makes a servlet of. */
@Controller
public class HelloController {

  @Get("/hello")
  @Produces("text/plain; charset=utf-8")
  String hello(HttpRequest<?> request) {
    return "Hello from " + request.getPath() + "\n";
  }
}
