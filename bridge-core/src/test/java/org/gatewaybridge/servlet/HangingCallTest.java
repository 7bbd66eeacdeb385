package org.gatewaybridge.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatewaybridge.api.Bodies;
import org.gatewaybridge.api.GatewayApp;
import org.gatewaybridge.api.Headers;
import org.gatewaybridge.api.StartResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread may be in the app, and the first call hangs in it whatever it is sent. */
@Timeout(60)
class HangingCallTest {
  private final FakeContainer container = new FakeContainer();

  /** Hangs at its first call until it is let go. */
  public static final class Hanging implements GatewayApp {
    static CountDownLatch begun = new CountDownLatch(1);
    static CompletableFuture<String> gate = new CompletableFuture<>();
    static AtomicInteger calls = new AtomicInteger();

    static void reset() {
      begun = new CountDownLatch(1);
      gate = new CompletableFuture<>();
      calls = new AtomicInteger();
    }

    @Override
    public Iterable<byte[]> call(Map<String, Object> environ, StartResponse startResponse) {
      if (calls.getAndIncrement() == 0) {
        begun.countDown();
        gate.join(); // no interrupt ends it
      }
      startResponse.start("200 OK", Headers.of());
      return Bodies.of("answered", StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void hang() {
    Hanging.reset();
  }

  @AfterEach
  void letGo() {
    Hanging.gate.complete("go");
  }

  private GatewayServlet deploy(String... more) throws Exception {
    container.parameters.put("gateway.app", Hanging.class.getName());
    container.parameters.put("gateway.execution", "pool");
    container.parameters.put("gateway.pool.size", "1");
    container.parameters.put("gateway.threads", "1");
    for (int i = 0; i < more.length; i += 2) {
      container.parameters.put(more[i], more[i + 1]);
    }
    return container.deploy();
  }

  @Test
  void responseThatCannotBeWrittenGivesThreadAndTurnBackAllTheSame() throws Exception {
    GatewayServlet servlet = deploy("gateway.timeout", "1");
    container.writerTaken = true;
    container.ask(servlet, "GET", "/a", "example.org");
    assertThat(container.ends.take()).isEqualTo("dispatch");

    container.writerTaken = false;
    container.ask(servlet, "GET", "/b", "example.org");

    assertThat(container.ends.take()).isEqualTo("complete");
    assertThat(container.body).hasToString("answered");
    letGo();
    servlet.destroy();
  }

  @Test
  void connectionIsKeptWhereAnotherThreadThanTheContainersHangs() throws Exception {
    GatewayServlet servlet = deploy("gateway.timeout", "1");
    container.ask(servlet, "GET", "/a", "example.org");

    assertThat(container.ends.take()).isEqualTo("complete");
    assertThat(container.answer).contains("status 504").doesNotContain("Connection: close");
    letGo();
    servlet.destroy();
  }

  @Test
  void callThatWaitsForItsTurnAtTheEndDoesNotReachTheApp() throws Exception {
    GatewayServlet servlet =
        deploy("gateway.pool.size", "2", "gateway.timeout", "0", "gateway.graceful-timeout", "0");
    container.ask(servlet, "GET", "/a", "example.org");
    Hanging.begun.await();
    container.ask(servlet, "GET", "/b", "example.org");

    servlet.destroy();

    assertThat(container.ends.take()).isEqualTo("complete");
    assertThat(container.answer).contains("status 503"); // though the turn is never given back
    letGo();
    assertThat(container.ends.take()).isEqualTo("complete");
    assertThat(container.answer).contains("status 504");
    assertThat(Hanging.calls).hasValue(1);
  }
}
