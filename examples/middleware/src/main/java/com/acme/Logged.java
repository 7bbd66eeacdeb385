package com.acme;

import java.io.Writer;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Middleware;

/** Writes a line into the container's log when an answer is complete: request, status, bytes. */
final class Logged implements Middleware {
  @Override
  public GatewayApp wrap(GatewayApp app) {
    return (environ, startResponse) -> {
      Counted answer = new Counted();
      Iterable<byte[]> body =
          app.call(
              environ,
              (status, headers, excInfo) -> {
                answer.status = status;
                return startResponse.start(status, headers, excInfo);
              });
      String request = environ.get("REQUEST_METHOD") + " " + environ.get("PATH_INFO");
      Writer log = (Writer) environ.get("wsgi.errors");
      return Bodies.closing(
          Chunks.map(
              body,
              chunk -> {
                answer.bytes += chunk.length;
                return chunk;
              }),
          () -> log.write(request + " " + answer.status + " " + answer.bytes + " bytes\n"));
    };
  }

  private static final class Counted {
    private String status = "no answer";
    private long bytes;
  }
}
