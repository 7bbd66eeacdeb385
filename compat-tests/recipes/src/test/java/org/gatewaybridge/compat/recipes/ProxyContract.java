package org.gatewaybridge.compat.recipes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gatewaybridge.compat.suite.ResponseAssert.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.gatewaybridge.compat.suite.Environ;
import org.gatewaybridge.compat.suite.Script;
import org.gatewaybridge.compat.wire.RawConnection;
import org.gatewaybridge.compat.wire.RawRequest;
import org.gatewaybridge.compat.wire.RawResponse;
import org.gatewaybridge.compat.wire.ResponseReader;
import org.gatewaybridge.containers.ServerProcess;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/deploy.md says of every proxy. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
interface ProxyContract {
  /** Where clients come from; no trusted address. */
  String CLIENT = "127.0.0.9";

  /** The proxy that the class has started. */
  Proxy proxy();

  /** What it answers when it has no container left. */
  int withoutNodes();

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  default void appSeesWhatTheClientAskedFor(String scheme) {
    Visitor visitor = proxy().visitor(CLIENT, scheme);

    assertThat(facts(visitor.environ(visitor.get("/x")))).isEqualTo(expected(visitor));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Proto: http",
        "X-Forwarded-Proto: gopher",
        "X-Forwarded-Host: evil.example.org",
        "X-Forwarded-Port: 1",
        "X-Forwarded-Port: x",
        "X_Forwarded_For: 127.0.0.1",
        "Forwarded: for=127.0.0.1;proto=http;host=evil.example.org",
        "Forwarded: \"",
        "X-Real-IP: 127.0.0.1",
        "Connection: X-Forwarded-For, X-Forwarded-Proto, Host",
        "Connection: close, x-forwarded-for,x-forwarded-port"
      })
  default void clientIsNotBelieved(String header) {
    Visitor visitor = proxy().visitor(CLIENT, "https");
    String[] forged = header.split(": ", 2);

    Environ seen = visitor.environ(visitor.get("/x").with(forged[0], forged[1]));

    assertThat(facts(seen)).isEqualTo(expected(visitor));
  }

  @Test
  default void whoComesPastTheProxyIsNotBelieved() {
    ServerProcess node = proxy().site().nodes().first();
    Visitor stranger = Visitor.http("127.0.0.2", node.port());
    Visitor trusted = Visitor.http("127.0.0.1", node.port());
    RawRequest forged =
        stranger.get("/x").with("X-Forwarded-For", CLIENT).with("X-Forwarded-Proto", "https");

    assertThat(facts(stranger.environ(forged))).isEqualTo(expected(stranger));
    assertThat(facts(trusted.environ(forged)))
        .containsEntry("REMOTE_ADDR", CLIENT)
        .containsEntry("wsgi.url_scheme", "https");
  }

  /** What tells where a request came from and what it asked for. */
  private static Map<String, String> facts(Environ environ) {
    Map<String, String> facts = new TreeMap<>();
    for (String key :
        List.of(
            "wsgi.url_scheme", "HTTPS", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR")) {
      facts.put(key, String.valueOf(environ.get(key)));
    }
    return facts;
  }

  private static Map<String, String> expected(Visitor visitor) {
    return Map.of(
        "wsgi.url_scheme", visitor.scheme(),
        "HTTPS", visitor.trust().isPresent() ? "on" : "null",
        "HTTP_HOST", visitor.authority(),
        "SERVER_NAME", Visitor.HOST,
        "SERVER_PORT", String.valueOf(visitor.port()),
        "REMOTE_ADDR", visitor.from());
  }

  @Test
  default void staticFilesOfTheWarNeedNoApp() {
    Visitor visitor = proxy().visitor(CLIENT, "https");
    RawRequest file = known(visitor.get("/static/a.txt"));

    RawResponse whole = visitor.ask(file);

    assertThat(whole).hasCode(200).hasText("0123456789");
    String etag = whole.head().first("ETag").orElseThrow();
    assertThat(visitor.ask(file.with("If-None-Match", etag))).hasCode(304);
    assertThat(visitor.ask(file.with("Range", "bytes=2-4"))).hasCode(206).hasText("234");
    assertThat(visitor.ask(file.with("Accept-Encoding", "gzip")))
        .hasHeader("Content-Encoding", "gzip")
        .hasText("zipped");
    assertThat(proxy().site().nodes().events(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  default void eventArrivesBeforeTheNextIsMade(String scheme) {
    Visitor visitor = proxy().visitor(CLIENT, scheme);
    RawRequest request =
        scripted(
            visitor,
            Script.start("200 OK", "Content-Type", "text/event-stream")
                .generator()
                .yields("data: 1\n\n")
                .await("seen")
                .yields("data: 2\n\n"));
    try (RawConnection connection = visitor.connect()) {
      ResponseReader events = connection.send(request).begin(request);

      assertThat(events.read(9)).asString(US_ASCII).isEqualTo("data: 1\n\n");

      proxy().site().nodes().note(request, "seen");
      assertThat(events.rest()).hasText("data: 1\n\ndata: 2\n\n").isComplete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  default void uploadOf20MiBArrives(String scheme) throws Exception {
    Visitor visitor = proxy().visitor(CLIENT, scheme);
    byte[] body = new byte[20 << 20];
    new Random(20).nextBytes(body);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));

    RawResponse answer =
        visitor.ask(visitor.get("/x").method("POST").with("X-App", "digest").body(body));

    assertThat(answer).hasCode(200).hasText(body.length + " " + digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  default void cutResponseIsCutForTheClient(String scheme) {
    Visitor visitor = proxy().visitor(CLIENT, scheme);

    for (Script head : List.of(Script.ok(), Script.length(100))) {
      Script cut = head.generator().yields("first").step("next-throws", "RuntimeException");
      assertThat(visitor.ask(scripted(visitor, cut))).hasCode(200).hasText("first").isCut();
    }
  }

  @Test
  default void callWithoutProgressIsAnsweredByTheGateway() {
    Visitor visitor = proxy().visitor(CLIENT, "http");
    RawRequest hanging =
        known(visitor.get(Nodes.BRIEF + "/x"))
            .with("X-App", "script")
            .with("X-Script", Script.nothing().await("never").returns("list").encoded());

    assertThat(visitor.ask(hanging)).hasCode(504).hasText("Gateway Timeout\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2Fb",
        "//x//y",
        "/x//y",
        "/a/../b",
        "/a/%2e%2e/b",
        "/..",
        "/a/..;/b",
        "/a/./b",
        "/a;x=1/b",
        "/a%20b",
        "/a%5Cb",
        "/%C3%A4",
        "/%E4",
        "/a%25b",
        "/a%3Fb",
        "/%00",
        "/a+b?x=%2F&y=//",
        "/static/..%2f..%2fWEB-INF/web.xml",
        "/media/../x"
      })
  default void pathReachesTheAppAsItDoesWithoutAProxy(String target) {
    Visitor visitor = proxy().visitor(CLIENT, "http");
    Visitor direct = Visitor.http(CLIENT, proxy().site().nodes().first().port());

    assertThat(place(visitor, target)).isEqualTo(throughProxy(target, place(direct, target)));
  }

  /** What is known to become of a path otherwise than without a proxy. */
  default String throughProxy(String target, String direct) {
    return direct;
  }

  private static String place(Visitor visitor, String target) {
    RawResponse answer = visitor.ask(visitor.get(target));
    if (answer.code() != 200) {
      return String.valueOf(answer.code());
    }
    Environ environ = Environ.of(answer);
    return environ.get("PATH_INFO") + " of " + environ.get("REQUEST_URI");
  }

  /** Returns whether requests are all answered by 200. */
  static boolean answers(Visitor visitor, int times) {
    for (int i = 0; i < times; i++) {
      if (visitor.ask(visitor.get("/x")).code() != 200) {
        return false;
      }
    }
    return true;
  }

  /** Waits for what only asking can tell. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  default void stoppedNodesGetNoMoreRequests() throws Exception {
    Nodes nodes = proxy().site().nodes();
    Visitor visitor = proxy().visitor(CLIENT, "http");
    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(nodes.first()::stop);
    while (!stopped.isDone()) {
      assertThat(visitor.ask(visitor.get("/x"))).hasCode(200);
    }
    assertThat(answers(visitor, 10)).isTrue();

    nodes.second().stop();

    assertThat(visitor.ask(visitor.get("/x"))).hasCode(withoutNodes());
  }

  /** A request whose ledger the test can read. */
  static RawRequest known(RawRequest request) {
    return request.with("X-Req-Id", UUID.randomUUID().toString());
  }

  static RawRequest scripted(Visitor visitor, Script script) {
    return known(visitor.get("/script")).with("X-App", "script").with("X-Script", script.encoded());
  }
}
