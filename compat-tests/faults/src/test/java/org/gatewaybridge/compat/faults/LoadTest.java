package org.gatewaybridge.compat.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.compat.wire.RawRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;

  LoadTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = (asked.incrementAndGet() % 3 == 0 ? "no" : "yes").getBytes(US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void wrongAnswersAreCounted() throws Exception {
    Load.Tally tally = load().send(30);

    assertThat(asked).hasValue(30);
    assertThat(tally.right()).isEqualTo(20);
    assertThat(tally.wrong()).isEqualTo(10);
    assertThat(tally.notRight()).startsWith("10 not right (request ").contains("no");
    assertThat(tally.percentileMillis(50)).isPositive().isLessThanOrEqualTo(5_000);
  }

  @Test
  void refusedConnectionsAreCounted() throws Exception {
    Load load = load();
    server.stop(0);

    assertThat(load.send(7).broken()).isEqualTo(7);
  }

  @Test
  void requestsAreSentWhenTheyAreDue() throws Exception {
    Load.Tally tally = load().at(100).send(30);

    assertThat(asked).hasValue(30);
    assertThat(tally.took().toMillis()).isGreaterThanOrEqualTo(290);
  }

  private Load load() {
    int port = server.getAddress().getPort();
    RawRequest request = RawRequest.of("GET", "/").with("Host", "127.0.0.1:" + port);
    return new Load(port, 4, request, answer -> answer.text().equals("yes"));
  }
}
